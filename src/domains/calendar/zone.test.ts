import { describe, expect, it } from 'vitest'
import { addDays, ianaZones, isLocalDate, localDate, localMinute, momentAt, zoneOffset, zones } from './zone.ts'

describe('the three zones', () => {
  it('gives one moment three local dates and times', () => {
    const at = new Date('2026-01-04T15:30:00Z')
    expect(zones.map((zone) => localDate(at, zone))).toEqual(['2026-01-04', '2026-01-04', '2026-01-05'])
    expect(zones.map((zone) => localMinute(at, zone))).toEqual([22 * 60 + 30, 23 * 60 + 30, 30])
  })

  it('finds the moment of a local time', () => {
    expect(momentAt('2026-01-05', 9 * 60, 'WIB')).toEqual(new Date('2026-01-05T02:00:00Z'))
    expect(momentAt('2026-01-05', 9 * 60, 'WITA')).toEqual(new Date('2026-01-05T01:00:00Z'))
    expect(momentAt('2026-01-05', 9 * 60, 'WIT')).toEqual(new Date('2026-01-05T00:00:00Z'))
    expect(momentAt('2026-01-05', 1440, 'WIB')).toEqual(new Date('2026-01-05T17:00:00Z'))
  })

  it('writes how far each is ahead of Greenwich', () => {
    expect(zones.map(zoneOffset)).toEqual(['+07:00', '+08:00', '+09:00'])
  })

  it('agrees with the time zone data of the platform', () => {
    const at = new Date('2025-11-30T16:59:00Z')
    for (const zone of zones) {
      const local = new Intl.DateTimeFormat('sv-SE', { timeZone: ianaZones[zone], dateStyle: 'short' }).format(at)
      expect(localDate(at, zone)).toBe(local)
    }
  })

  it('adds days over the end of a month, a year and a leap day', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })

  it('knows which dates exist', () => {
    expect(['2024-02-29', '2026-12-31'].every(isLocalDate)).toBe(true)
    expect(['2026-02-29', '2026-13-01', '2026-1-5', '05-01-2026', ''].some(isLocalDate)).toBe(false)
    expect(() => momentAt('2026-02-30', 0, 'WIB')).toThrow('2026-02-30')
  })
})
