import { type CheckScene, tell } from './check-scene.ts'

/** An SOP that ends does so on its first day or later. */
export function checkEnd(scene: CheckScene): void {
  const { version, until } = scene.sop
  if (until === undefined || until >= version || scene.standsIn(['versi'])) return
  tell(scene, ['berlaku-sampai'], {
    found: `\`berlaku-sampai\` ${until} sebelum versi ${version}`,
    expected: 'hari terakhir yang tidak sebelum `versi`',
    remedy: 'ubah `berlaku-sampai`; untuk mengakhiri SOP hari ini, tulis hari ini sebagai `versi` dan `berlaku-sampai`',
  })
}
