import { type CheckScene, pathOf, tell, tellKey } from './check-scene.ts'
import type { Act, Sop, Step } from './sop.ts'

/** Every step can be reached from the first and can reach an end; automatic steps do not go round among themselves. */
export function checkReach(scene: CheckScene): void {
  if (!scene.whole) return
  checkAutomaticLoops(scene)
  const { sop } = scene
  // Where a step lacks its acts, that is what is wrong, not all that cannot be reached through it.
  const stuck = (step: Step, i: number) => step.symbol !== 'end' && (i === 0 ? step.acts.every((act) => act.to === 'stay') : step.acts.length === 0)
  if (sop.steps.some(stuck)) return
  const reached = spread([sop.steps[0]!.name], (name) => nextOf(sop, name))
  const ends = sop.steps.filter((step) => step.symbol === 'end').map((step) => step.name)
  const ending = spread(ends, (name) => sop.steps.filter((step) => step.acts.some((act) => act.to === name)).map((step) => step.name))
  for (const step of sop.steps) {
    if (!reached.has(step.name)) {
      tellKey(scene, pathOf(step), {
        found: `langkah "${step.name}" yang tidak pernah dicapai`,
        expected: 'jalan dari langkah pertama ke setiap langkah',
        remedy: 'tambahkan tindakan dengan `ke` langkah ini, atau hapus langkah ini',
      })
    } else if (ends.length > 0 && !ending.has(step.name)) {
      tellKey(scene, pathOf(step), {
        found: `langkah "${step.name}" yang tidak dapat sampai ke selesai`,
        expected: 'jalan dari setiap langkah ke langkah selesai',
        remedy: 'tambahkan tindakan yang menuju selesai',
      })
    }
  }
}

function nextOf(sop: Sop, name: string): string[] {
  return sop.steps.find((step) => step.name === name)?.acts.map((act) => act.to) ?? []
}

function spread(from: string[], next: (name: string) => string[]): Set<string> {
  const reached = new Set(from)
  for (const name of reached) for (const one of next(name)) reached.add(one)
  return reached
}

function checkAutomaticLoops(scene: CheckScene): void {
  const automatic = new Map(scene.sop.steps.filter((step) => step.automatic).map((step) => [step.name, step]))
  const nextAutomatic = (name: string) => (automatic.get(name)?.acts ?? []).map((act) => act.to).filter((to) => automatic.has(to))
  for (const step of automatic.values())
    for (const act of step.acts)
      if (goesRound(step, act, nextAutomatic)) {
        tell(scene, [...pathOf(step, act), 'ke'], {
          found: 'langkah otomatis yang berputar tanpa menunggu orang',
          expected: 'jalan yang sampai kepada orang atau selesai',
          remedy: 'arahkan `ke` ke langkah yang lain',
        })
      }
}

function goesRound(step: Step, act: Act, next: (name: string) => string[]): boolean {
  return (
    act.to === 'stay' ||
    spread(
      next(step.name).filter((name) => name === act.to),
      next,
    ).has(step.name)
  )
}
