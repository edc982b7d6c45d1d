import { uncertainOnceAnswered } from './check-flow.ts'
import { actsOf, type CheckScene, lanesOf, tell, tellKey } from './check-scene.ts'

/** An objection is either a ticket of another SOP, or the same ticket opened again: at a step that people hold, in an SOP that gives answers. */
export function checkReopening(scene: CheckScene): void {
  const { file, sop } = scene
  const written = file.keberatan
  if (!written || !scene.whole) return
  const both = written.sop !== undefined && written.langkah !== undefined
  if (both || (written.sop === undefined && written.langkah === undefined)) {
    tellKey(scene, ['keberatan'], {
      found: both ? '`keberatan` dengan `sop` dan `langkah` sekaligus' : '`keberatan` tanpa `sop` dan tanpa `langkah`',
      expected: 'tepat satu: `sop` untuk tiket tersendiri, atau `langkah` untuk membuka lagi tiket yang sama',
      remedy: both ? 'hapus salah satunya' : 'tambahkan salah satunya',
    })
    return
  }
  if (written['paling-banyak'] !== undefined && written.langkah === undefined)
    tellKey(scene, ['keberatan', 'paling-banyak'], { found: '`paling-banyak` tanpa `langkah`', expected: '`paling-banyak` hanya bersama `langkah`', remedy: 'hapus `paling-banyak`' })
  if (sop.reopening) checkTarget(scene, sop.reopening.step)
}

function checkTarget(scene: CheckScene, name: string): void {
  const { sop } = scene
  const step = sop.steps.find((one) => one.name === name)
  if (!step) return
  const path = ['keberatan', 'langkah']
  const held = step !== sop.steps[0] && step.symbol !== 'end' && !step.automatic && !step.check && lanesOf(sop, step).some((lane) => lane.kind === 'post')
  if (!held)
    tell(scene, path, { found: `langkah "${name}", yang tidak dipegang jabatan`, expected: 'langkah yang dikerjakan petugas', remedy: 'sebut langkah tempat jawaban disusun' })
  if (!actsOf(sop).some(({ act }) => act.effects.some((effect) => effect.do === 'release-answer')))
    tell(scene, path, { found: 'tiket yang dibuka lagi, padahal SOP ini tidak pernah melepas jawaban', expected: 'SOP dengan `lepas-jawaban`', remedy: 'pakai `keberatan: { dalam: …, sop: … }`, atau hapus `keberatan`' })
  for (const need of held ? uncertainOnceAnswered(sop, step) : [])
    tell(scene, path, {
      found: `langkah "${name}", yang menunggu ${need === 'unit' ? 'unit tiket' : 'kelompok'}, padahal mungkin belum ${need === 'unit' ? 'ada unit yang ditugasi' : 'diketahui kelompoknya'} ketika tiket dijawab`,
      expected: 'langkah yang pemegangnya pasti ada pada setiap tiket yang dijawab',
      remedy: 'sebut langkah lain',
    })
}
