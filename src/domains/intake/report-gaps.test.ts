import { expect, test } from 'vitest'
import { findGaps } from './report-gaps.ts'

const rembang = { regionCode: '33.17', name: 'Kabupaten Rembang' }

test.each([
  'jalan rusak', 'Jalan rusak parah pak, tolong diperbaiki', 'lampu mati', 'jalan desa rusak', 'banjir sudah 3 hari', 'mohon di perbaiki jalan di sini', 'bansos tidak cair', 'jalan raya berlubang', 'sudah 3 kali lapor',
  'tolong di tindaklanjutkan pak bupati Rembang', 'guru sering bolos', 'sampah menumpuk di mana mana', 'gaji tahunan tidak dibayar', 'sale pisang basi dijual', 'jadi warga susah', 'jalan kabupaten Rembang rusak',
])('“%s” does not say where', (text) => {
  expect(findGaps(text, rembang)).toMatchObject({ place: true, matter: false })
})

test.each([
  'jalan rusak di desa Sulang', 'jl. Pemuda berlubang', 'lampu mati dekat TPI', 'sampah menumpuk depan pasar', 'banjir RT 02 RW 01', 'lubang di Kragan', 'jalan Pasar Banggi ambles', 'PJU padam perempatan Galonan', 'Karanganyar banjir',
  'dalan rusak ning Sluke', 'bau limbah km 5', 'jalan rusak kec. Sale', 'jembatan Kiringan putus', 'antri lama di RSUD', 'jalan raya Lasem ambles', 'lampu mati depan rumah saya',
])('“%s” says where', (text) => {
  expect(findGaps(text, rembang).place).toBe(false)
})

test.each(['di desa Sulang', 'Karanganyar', 'desa Sulang kecamatan Sulang pak', 'lokasi di Kragan', 'tolong pak di Lasem'])('“%s” does not say what is the matter', (text) => {
  expect(findGaps(text, rembang)).toMatchObject({ matter: true, place: false })
})

test('a village is known by “desa” before a name that only one village has', () => {
  expect(findGaps('jalan rusak di desa Pasar Banggi', rembang).village).toBe('33.17.10.2010')
  expect(findGaps('jalan rusak di ds. pasar banggi rt 2', rembang).village).toBe('33.17.10.2010')
  // Five villages are called Sendangmulyo.
  expect(findGaps('jalan rusak di desa Sendangmulyo', rembang)).toEqual({ place: false, matter: false })
  expect(findGaps('warung di jalan Pasar Banggi', rembang).village).toBeUndefined()
})
