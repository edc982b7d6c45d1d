import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { surveyElements } from '../src/domains/survey/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectHeading, expectText, press, readReceipt, register, signInOfficer } from './people.ts'
import { answerReport, sendReport } from './sipendekar-report.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-skpd.dpupr', 'bengkalis/admin-diskominfotik.diskominfotik'] })
const newPage = useBrowser()
const url = (path: string) => site.url('bengkalis', path)
let receipt = { number: '', code: '' }

/** Ticks the first to fourth answer of each question, as many as are given. */
async function rate(page: Page, values: number[]): Promise<void> {
  for (const [at, value] of values.entries()) await page.locator(`input[name="${surveyElements[at]!.code}"][value="${value}"] + label`).click()
}

test('with number and code, without signing in: nothing is answered beforehand, what is missing is told, and a ticket is rated once', async () => {
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis', 31))
  await sendReport(phone, { title: 'Parit tersumbat', story: 'Parit depan pasar tersumbat.' })
  receipt = await readReceipt(phone)
  await phone.goto(url(`/tiket/${receipt.number}/survei`))
  await expectText(phone, 'Layanan dinilai sesudah selesai.')
  await answerReport(site, receipt.number, 'Parit sudah dibersihkan.')
  await phone.goto(url(`/tiket/${receipt.number}`))
  await phone.getByRole('link', { name: 'Nilai layanan ini' }).waitFor()

  // The answer's letter leads there without number, code or sign-in.
  const told = await sql<{ letter_survey: string }>`select letter_survey from message where letter_survey is not null`.execute(site.database.owner.db)
  expect(told.rows).toHaveLength(1)
  const reader = await newPage('phone', { javaScript: false })
  await reader.goto(url(told.rows[0]!.letter_survey))
  await expectHeading(reader, 'Bagaimana layanan kami?')
  expect(new URL(reader.url()).pathname).toBe(`/tiket/${receipt.number}/survei`)
  expect((await reader.goto(url(told.rows[0]!.letter_survey.replace(/\w{8}\/n$/, 'ABCD2345/n'))))!.status()).toBe(404)

  const visitor = await newPage('phone', { javaScript: false })
  await visitor.goto(url('/survei'))
  await expectText(visitor, 'Hasil ditampilkan mulai dari 10 penilai')
  await checkPage(visitor)
  await visitor.getByLabel('Nomor tiket').fill(receipt.number)
  await visitor.getByLabel('Kode rahasia').fill('ABCD-2345')
  await press(visitor, 'Lanjut ke penilaian')
  await expectText(visitor, 'Nomor tiket dan kode rahasia tidak cocok.')
  await visitor.getByLabel('Kode rahasia').fill(receipt.code)
  await press(visitor, 'Lanjut ke penilaian')
  await expectHeading(visitor, 'Bagaimana layanan kami?')
  expect(await visitor.locator('input[type=radio]:checked').count()).toBe(0)
  await checkPage(visitor)
  await rate(visitor, [3, 3, 4, 4, 3, 4])
  await visitor.getByLabel('Saran Anda').fill('Beri kabar lebih awal.')
  await press(visitor, 'Kirim penilaian')
  await expectText(visitor, 'Perilaku pelaksana: pilih salah satu jawaban.')
  expect(await visitor.getByLabel('Saran Anda').inputValue()).toBe('Beri kabar lebih awal.')
  expect(await visitor.locator('input[type=radio]:checked').count()).toBe(6)
  await checkPage(visitor)
  await rate(visitor, [3, 3, 4, 4, 3, 4, 4, 3, 3])
  await press(visitor, 'Kirim penilaian')
  await expectText(visitor, 'Penilaian Anda sudah kami terima.')
  await checkPage(visitor)
  await visitor.goto(url(`/tiket/${receipt.number}`))
  await expectText(visitor, 'Terima kasih, Anda sudah menilai layanan ini.')
  const { rows } = await sql<{ elements: number[] }>`select elements from survey_answer`.execute(site.database.owner.db)
  expect(rows).toEqual([{ elements: [3, 3, 4, 4, 3, 4, 4, 3, 3] }])
  expect(site.logged).toEqual([])
})

test('officers read index, grade and elements, and take them out as CSV and XLSX; who said nothing is named as such', async () => {
  await sql`insert into survey_answer (tenant_id, day, unit, sop, elements) select 'bengkalis', '2026-02-02', 'dinkes', 'sipendekar', '{4,4,4,4,4,4,4,4,4}' from generate_series(1, 11)`.execute(site.database.owner.db)
  const admin = await newPage('desktop')
  await signInOfficer(admin, site, { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' })
  await admin.getByRole('link', { name: 'Administrasi', exact: true }).click()
  await admin.getByRole('link', { name: 'Hasil survei kepuasan', exact: true }).click()
  await expectHeading(admin, 'Hasil survei kepuasan')
  // 31 of one and 36 of eleven: 427 of 108, times 25.
  await expectText(admin, '98,84')
  await expectText(admin, 'Beri kabar lebih awal.')
  await expectText(admin, 'Yang tidak menilai tidak dihitung puas')
  await checkPage(admin)
  const download = (format: string) => admin.evaluate(async (path) => await (await fetch(path)).text(), `/petugas/survei/unduh?bentuk=${format}`)
  expect(await download('csv')).toContain('Instansi;Dinas Pekerjaan Umum dan Penataan Ruang;1;86,11;B;Baik;3,00;3,00;4,00;4,00;3,00;4,00;4,00;3,00;3,00')
  expect((await download('xlsx')).slice(0, 2)).toBe('PK')
  await admin.goto(url('/petugas/survei?dari=kemarin'))
  await expectText(admin, 'bukan tanggal')

  const phone = await newPage('phone')
  await signInOfficer(phone, site, { tenant: 'bengkalis', username: 'admin-skpd.dpupr' })
  await phone.goto(url('/petugas/survei'))
  await expectText(phone, '86,11')
  expect(await phone.getByText('Dinas Kesehatan').count()).toBe(0)
  await checkPage(phone)

  const guest = await newPage('desktop')
  await guest.goto(url('/survei'))
  await expectText(guest, '98,84')
  await expectText(guest, 'Dinas Kesehatan')
  expect(await guest.getByText('Dinas Pekerjaan Umum').count()).toBe(0)
  await checkPage(guest)
  await guest.goto(url('/petugas/survei'))
  await expectHeading(guest, 'Masuk petugas')
  expect(site.logged).toEqual([])
})

