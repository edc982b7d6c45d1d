import { checkConditions } from './check-conditions.ts'
import { checkEffects } from './check-effects.ts'
import { checkEnd } from './check-end.ts'
import { checkFields } from './check-fields.ts'
import { checkFlow } from './check-flow.ts'
import { checkLanes } from './check-lanes.ts'
import { checkReach } from './check-reach.ts'
import { checkReopening } from './check-reopening.ts'
import { checkRows } from './check-rows.ts'
import type { CheckScene } from './check-scene.ts'
import { checkSteps } from './check-steps.ts'

/** Reports every fault that needs more than one place of the file to be seen. All checks run, whatever the others found. */
export function checkSop(scene: CheckScene): void {
  if (scene.sop.steps.length === 0) {
    scene.faults.on(
      scene.tree,
      ['langkah'],
      { found: 'SOP tanpa langkah', expected: 'sedikitnya langkah kirim dan satu langkah selesai', remedy: 'tambahkan langkah' },
      'key',
    )
    return
  }
  for (const check of [checkLanes, checkFields, checkRows, checkSteps, checkConditions, checkEffects, checkReach, checkFlow, checkReopening, checkEnd]) check(scene)
}
