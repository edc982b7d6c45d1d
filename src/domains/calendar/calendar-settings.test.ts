import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { calendarSettingsSchema } from './calendar-settings.ts'

const usual = { senin: '07.30-16.00', selasa: '07.30-16.00', rabu: '07.30-16.00', kamis: '07.30-16.00', jumat: ['07.30-11.30', '13.00-16.30'] }

function complaints(block: unknown): string[] {
  const read = calendarSettingsSchema.safeParse(block)
  return read.success ? [] : read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

describe('the kalender block of a tenant', () => {
  it('becomes minutes by weekday, with a five-day week when it says nothing', () => {
    const settings = calendarSettingsSchema.parse({ jam: usual, 'jam-ramadan': { senin: '08:00 - 15:00' } })
    expect(settings.week).toBe(5)
    expect(settings.hours).toEqual({
      1: [{ from: 450, to: 960 }],
      2: [{ from: 450, to: 960 }],
      3: [{ from: 450, to: 960 }],
      4: [{ from: 450, to: 960 }],
      5: [{ from: 450, to: 690 }, { from: 780, to: 990 }],
    })
    expect(settings.ramadanHours[1]).toEqual([{ from: 480, to: 900 }])
    expect(settings.ramadanHours[2]).toEqual([{ from: 450, to: 960 }])
    expect(settings.localHolidays).toEqual([])
  })

  it('lets an office stay open until midnight', () => {
    expect(calendarSettingsSchema.parse({ jam: { ...usual, senin: '00.00-24.00' } }).hours[1]).toEqual([{ from: 0, to: 1440 }])
  })

  it('needs Saturday hours for a six-day week', () => {
    expect(complaints({ minggu: 6, jam: usual })).toEqual(['jam.sabtu: jam kerja Sabtu, karena minggu: 6'])
    expect(complaints({ minggu: 6, jam: { ...usual, sabtu: '08.00-12.00' } })).toEqual([])
  })

  it.each(['16.00-07.30', '07.30', '25.00-26.00', '07.60-09.00', 'pagi', 7])('refuses the hours %s', (hours) => {
    const words = complaints({ jam: { ...usual, senin: hours } })
    expect(words).toEqual([expect.stringMatching(/^jam\.senin: jam buka lalu jam tutup sesudahnya, misalnya 07\.30-16\.00/)])
  })

  it('refuses ranges that overlap or stand in the wrong order', () => {
    const words = 'jam.jumat: jam kerja yang berurutan dan tidak bertumpuk, misalnya [07.30-11.30, 13.00-16.30]'
    expect(complaints({ jam: { ...usual, jumat: ['07.30-12.00', '11.00-16.30'] } })).toEqual([words])
    expect(complaints({ jam: { ...usual, jumat: ['13.00-16.30', '07.30-11.30'] } })).toEqual([words])
  })

  it('refuses a day off that does not exist, stands twice, or has no legal basis', () => {
    const day = { tanggal: '2026-07-30', nama: 'Hari Jadi', dasar: 'Keputusan Bupati' }
    expect(complaints({ jam: usual, 'libur-lokal': [{ ...day, tanggal: '2026-02-30' }] })).toEqual([
      'libur-lokal.0.tanggal: tanggal yang ada, misalnya 2026-07-30',
    ])
    expect(complaints({ jam: usual, 'libur-lokal': [day, day] })).toEqual(['libur-lokal.1.tanggal: setiap tanggal libur lokal satu kali'])
    const { dasar: _, ...baseless } = day
    expect(complaints({ jam: usual, 'libur-lokal': [baseless] })).toEqual(['libur-lokal.0.dasar: dasar hukum libur ini'])
  })

  it('refuses a missing weekday and a key that it does not know', () => {
    const { jumat: _, ...four } = usual
    expect(complaints({ jam: four })).toEqual(['jam.jumat: jam buka lalu jam tutup sesudahnya, misalnya 07.30-16.00, atau daftarnya'])
    expect(complaints({ jam: { ...usual, ahad: '08.00-09.00' } })[0]).toMatch(/^jam: /)
  })

  it('can be shown as a JSON schema to an editor', () => {
    expect(z.toJSONSchema(calendarSettingsSchema, { io: 'input' })).toMatchObject({ type: 'object', required: ['jam'] })
  })
})
