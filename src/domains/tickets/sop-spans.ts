import type { Work } from '../../kernel/work.ts'
import type { ChainedEvent } from '../audit/index.ts'
import { type Field, getSop, type Sop, type Step } from '../sop/index.ts'

/** An SOP that a ticket was under, from the event `from` until the next span begins. */
export interface SopSpan {
  from: number
  /** The moment of the event before it: the submission, or the move. */
  since: Date
  sop: Sop
}

/** The SOPs that a ticket has been under, the one under which it was sent first; several where it was moved. Never empty for a ticket with events. */
export async function sopSpans(work: Work, events: readonly Pick<ChainedEvent, 'seq' | 'at' | 'act' | 'body'>[]): Promise<SopSpan[]> {
  const spans: SopSpan[] = []
  for (const { seq, at, act, body } of events) {
    if (typeof body.sop !== 'string' || typeof body.versi !== 'string' || (seq > 1 && act !== 'pindah-layanan')) continue
    // The move itself is the last that happened under the old one.
    spans.push({ from: seq === 1 ? 1 : seq + 1, since: at, sop: await getSop(work, body.sop, body.versi) })
  }
  return spans
}

/** The field of that name, with its SOP: of the newest SOP that has one. */
export function findField(spans: readonly SopSpan[], name: string): { field: Field; sop: Sop } | undefined {
  for (const { sop } of spans.toReversed()) {
    const field = sop.fields.find((one) => one.name === name)
    if (field) return { field, sop }
  }
  return undefined
}

/** All that a ticket's SOPs know together, for showing what was filled in under any of them: the newest one's own first. Not for running. */
export function joinSops(spans: readonly SopSpan[]): Sop {
  const [newest, ...older] = spans.toReversed().map((span) => span.sop)
  if (!newest) throw new Error('a ticket was under no SOP')
  const joined = <T>(of: (sop: Sop) => T[], key: (one: T) => string) => [...new Map([...older.toReversed(), newest].flatMap(of).map((one) => [key(one), one])).values()]
  return {
    ...newest, fields: joined((sop) => sop.fields, (field) => field.name), form: joined((sop) => sop.form, (use) => use.field), lanes: joined((sop) => sop.lanes, (lane) => lane.name),
    steps: joined((sop) => sop.steps, (step) => step.name),
  }
}

/** The step that a clock was started for: a clock that was stopped before a move belongs to the SOP before it. */
export function stepOfClock(spans: readonly SopSpan[], clock: { step?: string; stoppedAt?: Date }): Step | undefined {
  const after = spans.filter((span) => !clock.stoppedAt || span.since < clock.stoppedAt)
  for (const { sop } of [...after.toReversed(), ...spans]) {
    const step = sop.steps.find((one) => one.name === clock.step)
    if (step) return step
  }
  return undefined
}

/** The SOP in force at an event; the first, for an event before all of them. */
export function sopAt(sops: Sop | readonly SopSpan[], seq: number): Sop {
  if ('code' in sops) return sops
  const found = sops.findLast((span) => span.from <= seq) ?? sops[0]
  if (!found) throw new Error(`no SOP is known for event ${seq}`)
  return found.sop
}
