import type { SourceFault } from '../kernel/source-fault.ts'
import type { Sop, Step } from '../domains/sop/index.ts'
import { asksForName } from '../domains/tickets/index.ts'

/** An SOP with the file that it was read from. */
export interface WrittenSop {
  sop: Sop
  file: string
  text: string
}

/** A move leads to a step that the other SOP has, where nobody waits for a unit that the ticket does not have there, and where an unnamed reporter is asked for their name before anybody learns it. */
export function checkMoves(sops: readonly WrittenSop[]): SourceFault[] {
  return sops.flatMap((from) => movesOf(from.sop).flatMap((move) => sops.filter(({ sop }) => sop.code === move.sop).flatMap((to) => checkMove(from, to.sop, move.step))))
}

function movesOf(sop: Sop) {
  return sop.steps.flatMap((step) => step.acts.flatMap((act) => act.effects.flatMap((effect) => (effect.do === 'move-ticket' ? [effect] : []))))
}

function checkMove(from: WrittenSop, target: Sop, stepName: string): SourceFault[] {
  const { file, text } = from
  const line = Math.max(1, text.split('\n').findIndex((one) => one.includes('pindah-layanan') && one.includes(stepName)) + 1)
  const at = { file, line, column: 1 }
  const names = target.steps.map((step) => step.name)
  const step = target.steps.find((one) => one.name === stepName)
  if (!step) return [{ ...at, found: `langkah "${stepName}" yang tidak ada pada SOP "${target.code}"`, expected: `salah satu langkahnya: ${names.join(', ')}`, remedy: 'perbaiki nama langkah itu' }]
  return [
    ...(isStart(target, step) || step.acts.length === 0 || step.automatic ? [{ ...at, found: `langkah "${stepName}", tempat tiket tidak dapat tiba`, expected: 'langkah yang menunggu orang', remedy: 'arahkan ke langkah lain' }] : []),
    ...(waitsForUnit(target, step) ? [{ ...at, found: `langkah "${stepName}" yang menunggu unit tiket`, expected: 'langkah yang tidak memerlukan unit, karena tiket tiba tanpa unit', remedy: 'arahkan ke langkah sebelumnya' }] : []),
    ...(from.sop.intake.anonymous && !target.intake.anonymous && !asksForName(target, step)
      ? [{ ...at, found: `pindah ke SOP "${target.code}", yang tidak menerima laporan tanpa nama`, expected: 'langkah milik pemohon dengan tindakan ber-`buka-identitas`', remedy: 'tambahkan `buka-identitas` pada tindakan pemohon di langkah itu' }]
      : []),
  ]
}

function isStart(sop: Sop, step: Step): boolean {
  return sop.steps[0] === step
}

function waitsForUnit(sop: Sop, step: Step): boolean {
  return step.lanes.some((name) => sop.lanes.some((lane) => lane.name === name && lane.kind === 'post' && typeof lane.at === 'string'))
}
