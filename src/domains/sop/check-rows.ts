import { type CheckScene, pathOf, tell } from './check-scene.ts'

/** Rows of the sheet have each their own number, and the numbers rise (they may skip). */
export function checkRows(scene: CheckScene): void {
  const taken = new Map<number, string>()
  let highest = 0
  for (const step of scene.sop.steps) {
    const path = [...pathOf(step), 'no']
    if (scene.standsIn(path)) continue
    const other = taken.get(step.row)
    if (other !== undefined) {
      tell(scene, path, {
        found: `nomor ${step.row} yang sudah dipakai langkah "${other}"`,
        expected: 'setiap baris dengan nomornya sendiri',
        remedy: 'beri nomor yang belum dipakai',
      })
    } else if (step.row < highest) {
      tell(scene, path, {
        found: `nomor ${step.row} sesudah nomor ${highest}`,
        expected: 'nomor yang menaik dari atas ke bawah',
        remedy: 'ubah nomornya, atau pindahkan langkah ini ke atas',
      })
    }
    if (other === undefined) taken.set(step.row, step.name)
    highest = Math.max(highest, step.row)
  }
}
