import { existsSync, readFileSync } from 'node:fs'
import { getDistricts, getVillages } from 'idn-area-data'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type DemoTenant, demoTenants, readDemoComplaints } from './complaints.ts'
import { inventedCitizens, inventedOfficerName, inventedPhone, isInventedNik } from './people.ts'
import { demoPicture, pictureSubjects } from './pictures.ts'

const complaints = readDemoComplaints()
const regencies: Record<DemoTenant, string> = { bengkalis: '14.03', lumajang: '35.08', rembang: '33.17', cirebon: '32.09' }

describe('the invented complaints', () => {
  test('there are 33 for each of the four regencies, numbered in order', () => {
    const numbers = Array.from({ length: 33 }, (_, index) => String(index + 1).padStart(2, '0'))
    const expected = ['bengkalis', 'lumajang', 'rembang', 'cirebon'].flatMap((tenant) => numbers.map((number) => `${tenant}-${number}`))
    expect(complaints.map((complaint) => complaint.id)).toEqual(expected)
    expect(complaints.filter((complaint) => !complaint.id.startsWith(`${complaint.tenant}-`))).toEqual([])
  })

  test('no two share their title, text or answer', () => {
    for (const key of ['title', 'text', 'answer'] as const) {
      expect(new Set(complaints.map((complaint) => complaint[key].toLowerCase())).size).toBe(132)
    }
  })

  test('each regency has very short and very long ones, and every kind', () => {
    for (const tenant of demoTenants) {
      const own = complaints.filter((complaint) => complaint.tenant === tenant)
      expect(own.some((complaint) => complaint.text.length < 60), tenant).toBe(true)
      expect(own.some((complaint) => complaint.text.length >= 1500 && complaint.text.includes('\n')), tenant).toBe(true)
      expect([...new Set(own.map((complaint) => complaint.kind))].sort()).toEqual(['informasi', 'keluhan', 'pertanyaan', 'saran-usul'])
      expect([...new Set(own.map((complaint) => complaint.class))].length).toBe(3)
      expect([...new Set(own.map((complaint) => complaint.photo))].length).toBe(5)
    }
  })

  test('an answer has two to six sentences', () => {
    const sentences = (text: string) => text.split(/[.?!](?=\s+[A-Z“]|$)/).filter((part) => part.trim() !== '').length
    expect(complaints.filter((complaint) => sentences(complaint.answer) < 2 || sentences(complaint.answer) > 6).map(({ id }) => id)).toEqual([])
  })

  test('every village lies in the regency', async () => {
    const codes = new Set((await getVillages()).map((village) => village.code))
    const astray = complaints.filter(({ tenant, village }) => !codes.has(village) || !village.startsWith(`${regencies[tenant]}.`))
    expect(astray.map(({ id }) => id)).toEqual([])
  })

  test('the right unit is one of those that the regency has set for the category', () => {
    interface TenantFile {
      unit: Record<string, unknown>
      kategori: Record<string, { kelompok: string[] }>
    }
    for (const tenant of demoTenants) {
      const settings = parse(readFileSync(new URL(`../tenants/${tenant}/tenant.yaml`, import.meta.url), 'utf8')) as TenantFile
      const own = complaints.filter((complaint) => complaint.tenant === tenant)
      const wrong = own.filter(({ unit, category }) => !(unit in settings.unit && settings.kategori[category]?.kelompok.includes(unit)))
      expect(wrong.map(({ id, category, unit }) => `${id}: ${category}, ${unit}`)).toEqual([])
    }
  })

  test('none holds a NIK, a telephone number, a vehicle plate or an e-mail address', () => {
    for (const { id, title, text, place, answer } of complaints) {
      const all = [title, text, place, answer].join('\n')
      expect(all, id).not.toMatch(/\d(?:[\s.-]?\d){6,}/)
      expect(all, id).not.toMatch(/\b[A-Z]{1,2} ?\d{3,4} ?[A-Z]{2,3}\b/)
      expect(all, id).not.toMatch(/@|https?:|www\./)
    }
  })

  const realOnes = new URL('../../shared/data/complaints/surabaya-2022.csv', import.meta.url)
  test.skipIf(!existsSync(realOnes))('none shares eight words in a row with the real complaints kept for measuring', () => {
    const own = new Map(complaints.flatMap(({ id, title, text }) => [...runsOfEight(title), ...runsOfEight(text)].map((run) => [run, id] as const)))
    const shared = runsOfEight(readFileSync(realOnes, 'utf8')).filter((run) => own.has(run))
    expect(shared.map((run) => `${own.get(run)}: ${run}`)).toEqual([])
  })
})

function runsOfEight(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return words.slice(7).map((_, index) => words.slice(index, index + 8).join(' '))
}

describe('the invented people', () => {
  test.each(demoTenants)('no two citizens of %s share a name, NIK or telephone number', (tenant) => {
    const people = inventedCitizens(tenant, 9000)
    for (const key of ['name', 'nik', 'phone'] as const) expect(new Set(people.map((person) => person[key])).size).toBe(9000)
  })

  test('they are always the same, and asking for more keeps the first ones', () => {
    expect(inventedCitizens('rembang', 3)).toEqual(inventedCitizens('rembang', 400).slice(0, 3))
    expect(inventedCitizens('rembang', 0)).toEqual([])
    expect(inventedCitizens('bengkalis', 2).map((person) => person.phone)).toEqual(['+628401000001', '+628401000002'])
  })

  test.each(demoTenants)('a NIK of %s has a district of the regency, a date of birth, and a serial from 9000 up', async (tenant) => {
    const districts = new Set((await getDistricts()).map((district) => district.code.replaceAll('.', '')))
    for (const { nik } of inventedCitizens(tenant, 2500)) {
      const parts = /^(\d{6})([0-7]\d)([01]\d)(\d\d)(9\d{3})$/.exec(nik)
      expect(parts, nik).not.toBeNull()
      const [district, day, month] = [parts![1]!, Number(parts![2]) % 40, Number(parts![3])]
      expect(districts.has(district) && district.startsWith(regencies[tenant].replace('.', '')), nik).toBe(true)
      expect(day >= 1 && day <= 28 && month >= 1 && month <= 12, nik).toBe(true)
      expect(isInventedNik(nik)).toBe(true)
    }
  })

  test('women and men are both among them', () => {
    const days = inventedCitizens('cirebon', 100).map(({ nik }) => Number(nik.slice(6, 8)))
    const women = days.filter((day) => day > 40).length
    expect(women).toBeGreaterThan(30)
    expect(women).toBeLessThan(70)
  })

  test('a serial that a register could give is not taken for an invented one', () => {
    for (const serial of ['0001', '8999']) expect(isInventedNik(`140301170890${serial}`), serial).toBe(false)
    expect(isInventedNik('1403011708909001')).toBe(true)
  })

  test('every name says that it is invented', () => {
    for (const { name } of inventedCitizens('lumajang', 800)) expect(name).toMatch(/^[A-Z][A-Za-z -]+ (Contoh|Peraga|Rekaan|Umpama)( \d+)?$/)
    expect(inventedOfficerName('kepala', 'dinkes', 1)).toMatch(/^Contoh [A-Z][a-z]+/)
    expect(inventedOfficerName('kepala', 'dinkes', 1)).toBe(inventedOfficerName('kepala', 'dinkes', 1))
    expect(inventedOfficerName('kepala', 'dinkes', 1)).not.toBe(inventedOfficerName('kepala', 'dinkes', 2))
  })

  test('a telephone number has the form of a mobile number, under the unassigned prefix 0840', () => {
    expect(inventedPhone('cirebon', 123)).toBe('+628404000123')
  })

  test('a number of people beyond what the serials allow is refused', () => {
    expect(() => inventedCitizens('cirebon', 9001)).toThrow(RangeError)
  })
})

describe('the invented pictures', () => {
  test.each(pictureSubjects)('a picture of %s is a JPEG that is the same each time, and another for another seed', async (subject) => {
    const picture = await demoPicture(subject, 'bengkalis-01')
    const { format, width, height } = await sharp(picture).metadata()
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 960, height: 720 })
    expect(picture.length).toBeLessThan(100_000)
    expect((await demoPicture(subject, 'bengkalis-01')).equals(picture)).toBe(true)
    expect((await demoPicture(subject, 'bengkalis-02')).equals(picture)).toBe(false)
  })
})
