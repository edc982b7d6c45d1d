import { expect, test } from 'vitest'
import { cleanName, nameForKind } from './clean-name.ts'

test('only the last part of a path is kept', () => {
  expect(cleanName('../../x.jpg')).toBe('x.jpg')
  expect(cleanName('C:\\Users\\Warga\\KTP.pdf')).toBe('KTP.pdf')
  expect(cleanName('/etc/passwd')).toBe('passwd')
  expect(cleanName('..')).toBe('lampiran')
  expect(cleanName('')).toBe('lampiran')
  expect(cleanName('.htaccess')).toBe('htaccess')
})

test('a name of 300 characters is cut to 100, its ending kept', () => {
  const name = cleanName(`${'a'.repeat(300)}.jpeg`)
  expect(name).toBe(`${'a'.repeat(95)}.jpeg`)
})

test('an emoji stays, and is never cut in two', () => {
  expect(cleanName('jalan rusak 😡.jpg')).toBe('jalan rusak 😡.jpg')
  const family = '👨‍👩‍👧'
  const name = cleanName(`${family.repeat(40)}.png`)
  expect(name.endsWith('.png')).toBe(true)
  expect(name.slice(0, -4).replaceAll(family, '')).toBe('')
  expect(name.length).toBeLessThanOrEqual(100)
})

test('line breaks, quotes, and signs that turn the reading direction round are taken out', () => {
  expect(cleanName('foto\r\nX-Header: 1".jpg')).toBe('foto X-Header 1.jpg')
  expect(cleanName('surat\u202Egpj.exe')).toBe('surat gpj.exe')
  expect(cleanName('half \ud83d emoji.png')).toBe('half emoji.png')
})

test('the ending becomes that of the real kind', () => {
  expect(nameForKind('foto.png', 'jpeg')).toBe('foto.jpg')
  expect(nameForKind('FOTO.JPEG', 'jpeg')).toBe('FOTO.JPEG')
  expect(nameForKind('IMG_1.heic', 'jpeg')).toBe('IMG_1.jpg')
  expect(nameForKind('surat', 'pdf')).toBe('surat.pdf')
})
