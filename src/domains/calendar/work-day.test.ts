import { describe, expect, it } from 'vitest'
import { exampleCalendar } from './example-calendar.ts'
import { isWorkingDay, judgeDay } from './work-day.ts'

describe('a working day', () => {
  const five = exampleCalendar('WIB', 5)
  const six = exampleCalendar('WIB', 6)

  it('is any weekday without a reason against it', () => {
    expect(isWorkingDay('2026-01-05', five)).toBe(true)
    expect(judgeDay('2026-01-05', five)).toEqual({ date: '2026-01-05', counted: true, reason: 'working-day' })
  })

  it('can be a Saturday only in a six-day week, and never a Sunday', () => {
    expect(judgeDay('2026-01-10', five)).toEqual({ date: '2026-01-10', counted: false, reason: 'saturday' })
    expect(isWorkingDay('2026-01-10', six)).toBe(true)
    expect(judgeDay('2026-01-11', six)).toEqual({ date: '2026-01-11', counted: false, reason: 'sunday' })
  })

  it('is not a national holiday, joint leave or local holiday, and says which', () => {
    expect(judgeDay('2026-06-16', five)).toMatchObject({ counted: false, reason: 'national', name: 'Tahun Baru Islam 1448 Hijriah' })
    expect(judgeDay('2026-12-24', six)).toMatchObject({ reason: 'joint-leave', name: 'Cuti Bersama Hari Raya Natal (Kelahiran Yesus Kristus)' })
    expect(judgeDay('2026-07-30', five)).toEqual({
      date: '2026-07-30',
      counted: false,
      reason: 'local',
      name: 'Hari Jadi Kabupaten',
      source: 'Keputusan Bupati Nomor 1 Tahun 2026',
    })
  })

  it('is not a day on which the unit has no hours', () => {
    const { 6: _, ...hours } = six.hours
    expect(judgeDay('2026-01-10', { ...six, hours })).toEqual({ date: '2026-01-10', counted: false, reason: 'closed' })
  })

  it('keeps the national name when a local holiday falls on it', () => {
    const holidays = [...five.holidays, { date: '2026-05-01', name: 'Pesta Kabupaten', kind: 'local' as const, source: 'contoh' }]
    expect(judgeDay('2026-05-01', { ...five, holidays }).name).toBe('Hari Buruh Internasional')
  })

  it('survives JSON', () => {
    const copy = JSON.parse(JSON.stringify(six))
    expect(copy).toEqual(six)
    expect(judgeDay('2026-03-20', copy)).toEqual(judgeDay('2026-03-20', six))
  })

  it('refuses a calendar that is never open', () => {
    expect(() => isWorkingDay('2026-01-05', { ...five, hours: { 6: [{ from: 480, to: 720 }] } })).toThrow('office hours')
  })
})
