import { expect, test } from 'vitest'
import { Refusal, refuseInput } from './refusal.ts'
import { Secrets } from './secrets.ts'
import { writeSourceFault } from './source-fault.ts'

test('a refusal for wrong input says all of it at once, and keeps which field each belongs to', () => {
  const faults = [{ field: 'judul', text: 'Judul: wajib diisi.' }, { field: 'desa', text: 'Desa: pilih salah satu.' }]
  const refused = (() => { try { return refuseInput(faults) } catch (error) { return error } })()
  expect(refused).toBeInstanceOf(Refusal)
  expect(refused).toMatchObject({ code: 'bad-input', faults, message: 'Judul: wajib diisi. Desa: pilih salah satu.' })
})

test('a fault in a file says where, what, and what to do', () => {
  expect(writeSourceFault({ file: 'a.yaml', line: 3, column: 7, found: '"x"', expected: 'angka', remedy: 'tulis angka' })).toBe('a.yaml:3:7: ditemukan "x"; yang diharapkan angka; perbaikan: tulis angka')
})

test('each purpose has its own key, the same for the same master secret', () => {
  const one = new Secrets(Buffer.alloc(32, 1))
  expect(one.key('seal')).toHaveLength(32)
  expect(one.key('seal')).not.toEqual(one.key('ticket-code'))
  expect(one.key('seal')).toEqual(new Secrets(Buffer.alloc(32, 1)).key('seal'))
  expect(one.key('seal')).not.toEqual(new Secrets(Buffer.alloc(32, 2)).key('seal'))
  expect(one.mac('seal', 'a')).not.toEqual(one.mac('ticket-code', 'a'))
})
