import type { Pause } from './reckoning.ts'

/** A stretch of time in epoch milliseconds; `to` is Infinity for a pause that is still open. */
export interface TimeSpan {
  from: number
  to: number
}

/** The pauses after a moment, in order and joined where they meet. */
export function orderPauses(pauses: readonly Pause[], start: Date): TimeSpan[] {
  const spans = pauses
    .map((pause) => ({ from: Math.max(pause.from.getTime(), start.getTime()), to: pause.to?.getTime() ?? Number.POSITIVE_INFINITY }))
    .filter((span) => span.from < span.to)
    .sort((one, other) => one.from - other.from)
  const joined: TimeSpan[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else joined.push(span)
  }
  return joined
}

/** What is left of a span when ordered pauses are cut out of it. */
export function cutPauses(span: TimeSpan, pauses: readonly TimeSpan[]): TimeSpan[] {
  const left: TimeSpan[] = []
  let from = span.from
  for (const pause of pauses) {
    if (pause.to <= from) continue
    if (pause.from >= span.to) break
    if (pause.from > from) left.push({ from, to: pause.from })
    from = pause.to
  }
  if (from < span.to) left.push({ from, to: span.to })
  return left
}

/** Whether any pause touches a span. */
export function isPaused(span: TimeSpan, pauses: readonly TimeSpan[]): boolean {
  return pauses.some((pause) => pause.from < span.to && span.from < pause.to)
}

/** When the pause that has no end begins; Infinity when every pause has ended. */
export function openPauseBegin(pauses: readonly TimeSpan[]): number {
  const last = pauses.at(-1)
  return last?.to === Number.POSITIVE_INFINITY ? last.from : Number.POSITIVE_INFINITY
}

/** The total length of spans in milliseconds. */
export function totalLength(spans: readonly TimeSpan[]): number {
  return spans.reduce((sum, span) => sum + span.to - span.from, 0)
}
