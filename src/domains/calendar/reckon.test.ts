import { describe, expect, it } from 'vitest'
import { parseDuration } from './duration.ts'
import { exampleCalendar } from './example-calendar.ts'
import { reckon } from './reckon.ts'
import type { Pause } from './reckoning.ts'
import type { WorkCalendar } from './work-calendar.ts'

const calendar = exampleCalendar()
const at = (local: string) => new Date(`${local}:00+07:00`)

function count(start: string, words: string, facts: { calendar?: WorkCalendar; pauses?: Pause[] } = {}) {
  const duration = parseDuration(words)
  if (!duration) throw new Error(words)
  return reckon(at(start), duration, facts.calendar ?? calendar, facts.pauses)
}

function reasons(start: string, words: string, facts: { calendar?: WorkCalendar; pauses?: Pause[] } = {}): string[] {
  return count(start, words, facts).days.map((day) => `${day.date.slice(5)} ${day.reason}`)
}

describe('working days', () => {
  it('begin on Monday for a complaint sent on Saturday', () => {
    expect(count('2026-01-10T20:15', '2 hari kerja').due).toEqual(at('2026-01-13T16:00'))
    expect(reasons('2026-01-10T20:15', '2 hari kerja')).toEqual(['01-10 start-day', '01-11 sunday', '01-12 working-day', '01-13 working-day'])
  })

  it('end with the office hours of the last day, which are longer on Friday and shorter in Ramadan', () => {
    expect(count('2026-01-08T09:00', '1 hari kerja').due).toEqual(at('2026-01-09T16:30'))
    expect(count('2026-02-18T09:00', '1 hari kerja').due).toEqual(at('2026-02-19T15:00'))
  })

  it('skip the whole block around Idulfitri 2026', () => {
    expect(count('2026-03-16T10:00', '3 hari kerja').due).toEqual(at('2026-03-26T16:00'))
    expect(reasons('2026-03-16T10:00', '3 hari kerja')).toEqual([
      '03-16 start-day',
      '03-17 working-day',
      '03-18 joint-leave',
      '03-19 national',
      '03-20 joint-leave',
      '03-21 national',
      '03-22 national',
      '03-23 joint-leave',
      '03-24 joint-leave',
      '03-25 working-day',
      '03-26 working-day',
    ])
  })

  it('include Saturday for a unit with a six-day week', () => {
    expect(count('2026-01-08T10:00', '2 hari kerja').due).toEqual(at('2026-01-12T16:00'))
    expect(count('2026-01-08T10:00', '2 hari kerja', { calendar: exampleCalendar('WIB', 6) }).due).toEqual(at('2026-01-10T12:00'))
  })

  it('skip the local holiday', () => {
    expect(count('2026-07-29T10:00', '1 hari kerja').due).toEqual(at('2026-07-31T16:30'))
  })

  it('of a range end with the greater number', () => {
    expect(count('2026-01-05T10:00', '2 s.d. 4 hari kerja').due).toEqual(at('2026-01-09T16:30'))
  })

  it('moved by one day when the amendment gave 18 August 2025 off', () => {
    const before = { ...calendar, holidays: calendar.holidays.filter((day) => !day.source.startsWith('perubahan')) }
    expect(count('2025-08-14T10:00', '2 hari kerja', { calendar: before }).due).toEqual(at('2025-08-18T16:00'))
    expect(count('2025-08-14T10:00', '2 hari kerja').due).toEqual(at('2025-08-19T16:00'))
  })

  it('that reach 2027 say that the year has no decree yet', () => {
    const reckoning = count('2026-12-30T10:00', '3 hari kerja')
    expect(reckoning.due).toEqual(at('2027-01-04T16:00'))
    expect(reckoning.undecreedYears).toEqual([2027])
    expect(count('2026-12-21T10:00', '3 hari kerja').undecreedYears).toEqual([])
  })

  it('do not ask for the decree of a year in which only the uncounted start lies', () => {
    const only2026 = { ...calendar, decrees: { 2026: 'contoh' } }
    expect(count('2025-12-31T10:00', '1 hari kerja', { calendar: only2026 })).toMatchObject({ due: at('2026-01-02T16:30'), undecreedYears: [] })
  })

  it('begin on the local date of the unit', () => {
    const start = new Date('2026-01-04T16:30:00Z')
    const one = { amount: 1, unit: 'working-day' } as const
    expect(reckon(start, one, calendar).due).toEqual(new Date('2026-01-05T16:00:00+07:00'))
    expect(reckon(start, one, exampleCalendar('WIT')).due).toEqual(new Date('2026-01-06T16:00:00+09:00'))
  })
})

describe('office time', () => {
  it('stops for the Friday break', () => {
    expect(count('2026-01-09T11:00', '2 jam kerja').due).toEqual(at('2026-01-09T14:30'))
  })

  it('may end with the last minute before the break', () => {
    expect(count('2026-01-09T11:00', '30 menit kerja').due).toEqual(at('2026-01-09T11:30'))
  })

  it('begins with the next opening when it starts outside hours', () => {
    expect(count('2026-01-09T20:00', '30 menit kerja').due).toEqual(at('2026-01-12T08:00'))
    expect(reasons('2026-01-09T20:00', '30 menit kerja')).toEqual(['01-09 outside-hours', '01-10 saturday', '01-11 sunday', '01-12 office-time'])
  })

  it('keeps Ramadan hours', () => {
    expect(count('2026-02-18T15:00', '3 jam kerja').due).toEqual(at('2026-02-19T10:00'))
  })

  it('tells how many minutes of each day ran', () => {
    expect(count('2026-02-18T15:00', '3 jam kerja').days.map((day) => day.minutes)).toEqual([60, 120])
  })
})

describe('elapsed time', () => {
  it('runs day and night, on Sundays and holidays', () => {
    expect(count('2026-03-20T18:20', '24 jam').due).toEqual(at('2026-03-21T18:20'))
    expect(count('2026-03-18T10:00', '7 hari').due).toEqual(at('2026-03-25T10:00'))
    expect(count('2026-01-05T10:00', '15 detik').due).toEqual(new Date('2026-01-05T10:00:15+07:00'))
    expect(count('2026-01-05T10:00', '90 menit').due).toEqual(at('2026-01-05T11:30'))
  })

  it('does not depend on decrees', () => {
    expect(count('2026-12-30T10:00', '7 hari').undecreedYears).toEqual([])
  })
})

describe('a pause', () => {
  it('of any office minute takes the whole working day out of the count', () => {
    const pauses = [{ from: at('2026-01-06T10:00'), to: at('2026-01-07T09:00') }]
    expect(count('2026-01-05T10:00', '3 hari kerja', { pauses }).due).toEqual(at('2026-01-12T16:00'))
    expect(reasons('2026-01-05T10:00', '3 hari kerja', { pauses }).slice(0, 4)).toEqual([
      '01-05 start-day',
      '01-06 paused',
      '01-07 paused',
      '01-08 working-day',
    ])
  })

  it('outside office hours costs no working day', () => {
    const pauses = [{ from: at('2026-01-06T16:00'), to: at('2026-01-07T07:30') }, { from: at('2026-01-09T11:30'), to: at('2026-01-09T13:00') }]
    expect(count('2026-01-05T10:00', '4 hari kerja', { pauses }).due).toEqual(at('2026-01-09T16:30'))
  })

  it('on the day of receipt, or before it, changes nothing', () => {
    const pauses = [{ from: at('2026-01-01T10:00'), to: at('2026-01-05T15:00') }]
    expect(count('2026-01-05T10:00', '1 hari kerja', { pauses }).due).toEqual(at('2026-01-06T16:00'))
  })

  it('that is still open leaves the due date undecided and the list ends with it', () => {
    const pauses = [{ from: at('2026-01-07T10:00') }]
    for (const words of ['3 hari kerja', '24 jam kerja', '3 hari']) expect(count('2026-01-05T10:00', words, { pauses }).due).toBeUndefined()
    expect(reasons('2026-01-05T10:00', '3 hari kerja', { pauses })).toEqual(['01-05 start-day', '01-06 working-day', '01-07 paused'])
    expect(reasons('2026-01-05T10:00', '24 jam kerja', { pauses })).toEqual(['01-05 office-time', '01-06 office-time', '01-07 office-time'])
    expect(reasons('2026-01-05T10:00', '3 hari', { pauses: [{ from: at('2026-01-05T10:00') }] })).toEqual(['01-05 paused'])
  })

  it('that opened after the time had run out no longer matters', () => {
    const pauses = [{ from: at('2026-01-07T16:00') }]
    expect(count('2026-01-05T10:00', '2 hari kerja', { pauses }).due).toEqual(at('2026-01-07T16:00'))
    expect(count('2026-01-07T15:00', '1 jam kerja', { pauses }).due).toEqual(at('2026-01-07T16:00'))
    expect(count('2026-01-07T15:00', '1 jam', { pauses }).due).toEqual(at('2026-01-07T16:00'))
  })

  it('stops office time and elapsed time for as long as it lasts', () => {
    const pauses = [{ from: at('2026-01-05T10:30'), to: at('2026-01-05T11:30') }, { from: at('2026-01-05T10:00'), to: at('2026-01-05T11:00') }]
    expect(count('2026-01-05T09:00', '3 jam kerja', { pauses }).due).toEqual(at('2026-01-05T13:30'))
    expect(count('2026-01-05T09:00', '24 jam', { pauses }).due).toEqual(at('2026-01-06T10:30'))
  })

  it('that ends before it begins is ignored', () => {
    const pauses = [{ from: at('2026-01-07T10:00'), to: at('2026-01-06T10:00') }]
    expect(count('2026-01-05T09:00', '2 hari kerja', { pauses }).due).toEqual(at('2026-01-07T16:00'))
  })
})

it('refuses to count nothing', () => {
  expect(() => reckon(at('2026-01-05T09:00'), { amount: 0, unit: 'hour' }, calendar)).toThrow('above zero')
})
