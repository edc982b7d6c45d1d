import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Duration } from './duration.ts'
import { exampleCalendar } from './example-calendar.ts'
import { extend } from './extend.ts'
import { nextOpening, workedBetween } from './office-time.ts'
import { reckon } from './reckon.ts'
import type { Pause } from './reckoning.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { isWorkingDay } from './work-day.ts'
import { addDays, localDate, localMinute, momentAt, zones } from './zone.ts'

const calendars = zones.flatMap((zone) => [exampleCalendar(zone, 5), exampleCalendar(zone, 6)])
const calendar = fc.constantFrom(...calendars)
const first = Date.parse('2024-01-01T00:00:00Z')
const start = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }).map((minute) => new Date(first + minute * 60_000))

const workingDays = fc.record({ amount: fc.integer({ min: 1, max: 40 }), unit: fc.constant('working-day' as const) })
const officeTime = fc.record({ amount: fc.integer({ min: 1, max: 90 }), unit: fc.constantFrom('office-minute' as const, 'office-hour' as const) })
const elapsedTime = fc.record({ amount: fc.integer({ min: 1, max: 90 }), unit: fc.constantFrom('second', 'minute', 'hour', 'day') })
const workTime = fc.oneof(workingDays, officeTime)
const duration = fc.oneof(workTime, elapsedTime) as fc.Arbitrary<Duration>

/** A pause that begins up to 20 days after the start and lasts up to 10 days. */
const laterPause = fc.record({ after: fc.integer({ min: -1000, max: 20 * 1440 }), minutes: fc.integer({ min: 0, max: 10 * 1440 }) })
const laterPauses = fc.array(laterPause, { maxLength: 4 })

function pausesAfter(from: Date, later: { after: number; minutes: number }[]): Pause[] {
  return later.map(({ after, minutes }) => {
    const begin = from.getTime() + after * 60_000
    return { from: new Date(begin), to: new Date(begin + minutes * 60_000) }
  })
}

function dueOf(from: Date, time: Duration, facts: { calendar: WorkCalendar; pauses?: Pause[] }): number {
  return reckon(from, time, facts.calendar, facts.pauses).due?.getTime() ?? Number.POSITIVE_INFINITY
}

const minuteLengths = { second: 1 / 60, minute: 1, hour: 60, day: 1440, 'office-minute': 1, 'office-hour': 60 }

describe('whatever the start, the time, the unit and the pauses', () => {
  it('the due moment is after the start', () => {
    fc.assert(
      fc.property(calendar, start, duration, laterPauses, (office, from, time, later) => {
        expect(dueOf(from, time, { calendar: office, pauses: pausesAfter(from, later) })).toBeGreaterThan(from.getTime())
      }),
    )
  })

  it('work time falls due on a working day, within office hours or at their end', () => {
    fc.assert(
      fc.property(calendar, start, workTime, laterPauses, (office, from, time, later) => {
        const due = dueOf(from, time, { calendar: office, pauses: pausesAfter(from, later) })
        expect(isWorkingDay(localDate(new Date(due), office.zone), office)).toBe(true)
        expect(nextOpening(new Date(due - 1), office)).toEqual(new Date(due - 1))
      }),
    )
  })

  it('working days end when the office closes', () => {
    fc.assert(
      fc.property(calendar, start, workingDays, laterPauses, (office, from, time, later) => {
        const due = new Date(dueOf(from, time, { calendar: office, pauses: pausesAfter(from, later) }))
        const midnight = momentAt(localDate(due, office.zone), 1440, office.zone)
        expect(workedBetween(due, midnight, office)).toBe(0)
      }),
    )
  })

  it('more time never gives an earlier date', () => {
    fc.assert(
      fc.property(calendar, start, duration, fc.integer({ min: 1, max: 30 }), laterPauses, (office, from, time, more, later) => {
        const facts = { calendar: office, pauses: pausesAfter(from, later) }
        expect(dueOf(from, { ...time, amount: time.amount + more }, facts)).toBeGreaterThanOrEqual(dueOf(from, time, facts))
      }),
    )
  })

  it('one more holiday never gives an earlier date', () => {
    fc.assert(
      fc.property(calendar, start, duration, fc.integer({ min: 0, max: 60 }), laterPauses, (office, from, time, after, later) => {
        const pauses = pausesAfter(from, later)
        const date = addDays(localDate(from, office.zone), after)
        const more = { ...office, holidays: [...office.holidays, { date, name: 'Hari Tambahan', kind: 'local' as const, source: 'contoh' }] }
        expect(dueOf(from, time, { calendar: more, pauses })).toBeGreaterThanOrEqual(dueOf(from, time, { calendar: office, pauses }))
      }),
    )
  })

  it('one more pause never gives an earlier date', () => {
    fc.assert(
      fc.property(calendar, start, duration, laterPause, laterPauses, (office, from, time, one, later) => {
        const before = dueOf(from, time, { calendar: office, pauses: pausesAfter(from, later) })
        expect(dueOf(from, time, { calendar: office, pauses: pausesAfter(from, [...later, one]) })).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  it('a later start never gives an earlier date', () => {
    fc.assert(
      fc.property(calendar, start, duration, fc.integer({ min: 1, max: 5000 }), laterPauses, (office, from, time, minutes, later) => {
        const facts = { calendar: office, pauses: pausesAfter(from, later) }
        expect(dueOf(new Date(from.getTime() + minutes * 60_000), time, facts)).toBeGreaterThanOrEqual(dueOf(from, time, facts))
      }),
    )
  })
})

describe('the list of days', () => {
  it('counts exactly the promised time', () => {
    fc.assert(
      fc.property(calendar, start, duration, laterPauses, (office, from, time, later) => {
        const counted = reckon(from, time, office, pausesAfter(from, later)).days.filter((day) => day.counted)
        if (time.unit === 'working-day') expect(counted).toHaveLength(time.amount)
        else expect(counted.reduce((sum, day) => sum + (day.minutes ?? 0), 0)).toBeCloseTo(time.amount * minuteLengths[time.unit], 6)
      }),
    )
  })

  it('names every date from the start to the due date once, in order', () => {
    fc.assert(
      fc.property(calendar, start, workTime, laterPauses, (office, from, time, later) => {
        const { due, days } = reckon(from, time, office, pausesAfter(from, later))
        const begin = localDate(from, office.zone)
        expect(days.map((day) => day.date)).toEqual(days.map((_, index) => addDays(begin, index)))
        expect(days.at(-1)?.date).toBe(due && localDate(due, office.zone))
      }),
    )
  })

  it('agrees with the office minutes between start and due', () => {
    fc.assert(
      fc.property(calendar, start, officeTime, (office, from, time) => {
        expect(workedBetween(from, new Date(dueOf(from, time, { calendar: office })), office)).toBeCloseTo(time.amount * minuteLengths[time.unit], 6)
      }),
    )
  })
})

it('the three zones give the same local answers', () => {
  const local = fc.record({ day: fc.integer({ min: 0, max: 1000 }), minute: fc.integer({ min: 0, max: 1439 }) })
  fc.assert(
    fc.property(local, duration, laterPauses, ({ day, minute }, time, later) => {
      const answers = calendars.filter((office) => office.week === 5).map((office) => {
        const from = momentAt(addDays('2024-01-01', day), minute, office.zone)
        const { due, days } = reckon(from, time, office, pausesAfter(from, later))
        return { date: due && localDate(due, office.zone), minute: due && localMinute(due, office.zone), days }
      })
      expect(answers[1]).toEqual(answers[0])
      expect(answers[2]).toEqual(answers[0])
    }),
  )
})

it('an extension by working days is as long as one promise of both', () => {
  fc.assert(
    fc.property(calendar, start, workingDays, workingDays, laterPauses, (office, from, time, by, later) => {
      const pauses = pausesAfter(from, later)
      const whole = reckon(from, { ...time, amount: time.amount + by.amount }, office, pauses)
      expect(extend(reckon(from, time, office, pauses), by, office, pauses)).toEqual(whole)
    }),
  )
})
