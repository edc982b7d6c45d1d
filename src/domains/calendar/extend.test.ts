import { describe, expect, it } from 'vitest'
import { exampleCalendar } from './example-calendar.ts'
import { extend } from './extend.ts'
import { reckon } from './reckon.ts'

const calendar = exampleCalendar()
const at = (local: string) => new Date(`${local}:00+07:00`)

describe('an extension', () => {
  it('of 10 working days by 7 begins on the day after the first due date', () => {
    const base = reckon(at('2026-06-01T10:00'), { amount: 10, unit: 'working-day' }, calendar)
    expect(base.due).toEqual(at('2026-06-15T16:00'))
    const extended = extend(base, { amount: 7, unit: 'working-day' }, calendar)
    expect(extended.due).toEqual(at('2026-06-25T16:00'))
    expect(extended.days.filter((day) => day.counted)).toHaveLength(17)
    expect(extended.days.filter((day) => day.date === '2026-06-15')).toEqual([{ date: '2026-06-15', counted: true, reason: 'working-day' }])
  })

  it('of office hours goes on at the next opening', () => {
    const base = reckon(at('2026-01-08T10:00'), { amount: 1, unit: 'working-day' }, calendar)
    expect(extend(base, { amount: 2, unit: 'office-hour' }, calendar).due).toEqual(at('2026-01-12T09:30'))
  })

  it('joins the minutes of a day on which both ran', () => {
    const base = reckon(at('2026-01-05T08:00'), { amount: 2, unit: 'office-hour' }, calendar)
    const extended = extend(base, { amount: 90, unit: 'office-minute' }, calendar)
    expect(extended.due).toEqual(at('2026-01-05T11:30'))
    expect(extended.days).toEqual([{ date: '2026-01-05', counted: true, reason: 'office-time', minutes: 210 }])
  })

  it('is undecided while the clock is paused', () => {
    const pauses = [{ from: at('2026-01-06T10:00') }]
    const base = reckon(at('2026-01-05T10:00'), { amount: 3, unit: 'working-day' }, calendar, pauses)
    expect(extend(base, { amount: 7, unit: 'working-day' }, calendar, pauses).due).toBeUndefined()
  })

  it('into 2027 says that the year has no decree', () => {
    const base = reckon(at('2026-12-21T10:00'), { amount: 3, unit: 'working-day' }, calendar)
    expect(base.undecreedYears).toEqual([])
    expect(extend(base, { amount: 7, unit: 'working-day' }, calendar).undecreedYears).toEqual([2027])
  })
})
