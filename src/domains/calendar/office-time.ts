import { type TimeSpan, totalLength } from './time-span.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { workDay } from './work-day.ts'
import { dayBegin, dayOfMoment } from './zone.ts'

/** The open spans of a day number, in epoch milliseconds, that lie at or after a moment. */
export function openSpans(day: number, calendar: WorkCalendar, after: number): TimeSpan[] {
  const midnight = dayBegin(day, calendar.zone)
  const spans: TimeSpan[] = []
  for (const range of workDay(day, calendar).ranges) {
    const from = Math.max(midnight + range.from * 60_000, after)
    const to = midnight + range.to * 60_000
    if (from < to) spans.push({ from, to })
  }
  return spans
}

/** Office minutes between two moments, with fractions; 0 when `to` is not after `from`. */
export function workedBetween(from: Date, to: Date, calendar: WorkCalendar): number {
  let length = 0
  const last = dayOfMoment(to, calendar.zone)
  for (let day = dayOfMoment(from, calendar.zone); day <= last; day++) {
    const spans = openSpans(day, calendar, from.getTime()).map((span) => ({ from: span.from, to: Math.min(span.to, to.getTime()) }))
    length += totalLength(spans.filter((span) => span.from < span.to))
  }
  return length / 60_000
}

/** The moment itself when the office is open, else the next moment at which it opens. */
export function nextOpening(at: Date, calendar: WorkCalendar): Date {
  for (let day = dayOfMoment(at, calendar.zone); ; day++) {
    const first = openSpans(day, calendar, at.getTime())[0]
    if (first) return new Date(first.from)
  }
}
