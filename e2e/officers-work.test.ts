import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { workOffBulk } from '../src/domains/tickets/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectHeading, expectText, press, readReceipt, register, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-diskominfotik.diskominfotik', 'bengkalis/admin-skpd.dpupr'], live: true })
const newPage = useBrowser()
const admin = { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' } as const
const skpd = { tenant: 'bengkalis', username: 'admin-skpd.dpupr' } as const
const url = (path: string) => site.url('bengkalis', path)

async function report(who: number, titles: string[]): Promise<string[]> {
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis', who))
  const numbers: string[] = []
  for (const title of titles) {
    await phone.goto(url('/lapor/sipendekar'))
    await expectHeading(phone, 'SIPENDEKAR')
    await phone.locator('label').getByText('Kritik', { exact: true }).click()
    await phone.getByLabel('Judul singkat').fill(title)
    await phone.getByLabel('Ceritakan kejadiannya').fill(`Tentang ${title.toLowerCase()}, sudah sepekan begini.`)
    await press(phone, 'Kirim laporan')
    numbers.push((await readReceipt(phone)).number)
  }
  return numbers
}

async function forward(page: Page, number: string): Promise<void> {
  await page.goto(url(`/kotak-masuk/${number}`))
  await page.locator('#teruskan--unit').selectOption({ label: 'Dinas Pekerjaan Umum dan Penataan Ruang' })
  await page.locator('#teruskan--instruksi').fill('Periksa dahulu.')
  await press(page, 'Teruskan ke SKPD')
  await expectText(page, 'Saat ini giliran')
}

test('several tickets are forwarded with one act; the progress survives reloading, and each refusal says why; the sheet is printed', async () => {
  const [first, second] = await report(0, ['Gorong-gorong ambles', 'Trotoar pecah'])
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await checkPage(desk)
  for (const title of ['Gorong-gorong ambles', 'Trotoar pecah']) await desk.getByLabel(`Pilih ${title}`).check()
  await press(desk, 'Tindakan untuk yang dipilih')
  await expectHeading(desk, 'Tindakan untuk beberapa tiket')
  await checkPage(desk)
  await press(desk, 'Teruskan ke SKPD untuk 2 tiket')
  await expectText(desk, 'SKPD yang dituju: pilih salah satu.')
  await checkPage(desk)
  await desk.locator('#teruskan--unit').selectOption({ label: 'Dinas Pekerjaan Umum dan Penataan Ruang' })
  await desk.locator('#teruskan--instruksi').fill('Periksa dahulu.')
  await press(desk, 'Teruskan ke SKPD untuk 2 tiket')
  await expectText(desk, '0 dari 2 tiket selesai.')
  await checkPage(desk)
  const other = await newPage('phone')
  await signInOfficer(other, site, admin)
  await other.goto(url(`/kotak-masuk/${second}`))
  await other.locator('summary').getByText('Tolak laporan').click()
  await other.locator('#tolak--alasan').fill('Sudah ditangani.')
  await press(other, 'Tolak laporan')
  await expectText(other, 'Tiket ini sudah ditutup.')
  await workOffBulk(site.database, { tenant: 'bengkalis', now: site.now })
  await expectText(desk, 'Selesai: 1 tiket dikerjakan, 1 tidak.')
  await expectText(desk, `Tiket ${second} sudah ditutup oleh Admin Diskominfotik`)
  await desk.reload()
  await expectText(desk, 'Selesai: 1 tiket dikerjakan, 1 tidak.')
  await checkPage(desk)
  await other.goto(desk.url())
  await checkPage(other)

  await desk.goto(url(`/kotak-masuk/${first}`))
  await desk.locator('#disposisi').getByText('Belum dibaca').waitFor()
  const answer = await desk.evaluate(async (address) => {
    const got = await fetch(address)
    return [got.status, got.headers.get('content-type'), (await got.text()).slice(0, 5)]
  }, (await desk.locator('#disposisi a').first().getAttribute('href'))!)
  expect(answer).toEqual([200, 'application/pdf', '%PDF-'])
  expect(site.logged).toEqual([])
})

test('two browsers: the page follows what the other does, without losing what is being typed', async () => {
  const [number] = await report(1, ['Kabel menjuntai'])
  const [one, two] = [await newPage('desktop'), await newPage('desktop')]
  for (const page of [one, two]) await signInOfficer(page, site, admin)
  for (const page of [one, two]) await page.goto(url(`/kotak-masuk/${number}`))
  await two.locator('#teruskan--instruksi').fill('Tulisan yang belum dikirim.')
  await one.locator('summary').getByText('Tanya pelapor').click()
  await one.locator('#tanya--pertanyaan').fill('Tiang yang mana?')
  await press(one, 'Tanya pelapor')
  await expectText(two, 'yang sedang Anda tulis tetap ada')
  await expectText(two, 'Menunggu pelapor')
  expect(await two.locator('#teruskan--instruksi').inputValue()).toBe('Tulisan yang belum dikirim.')
  await checkPage(two)
  const looks = await sql<{ n: number }>`select count(*)::int as n from access_look where subject = (select id::text from ticket where number = ${number!}) and what = 'tiket'`.execute(site.database.owner.db)
  // Each opened it once, and the act of the first led back to it; what the page fetched by itself is not a look of its own.
  expect(looks.rows[0]!.n).toBe(3)
  // Now the act itself goes away: the words stay, to be read and copied.
  await forward(one, number!)
  await expectText(two, 'Tindakan yang sedang Anda tulis sudah tidak tersedia')
  await expectText(two, 'Tulisan yang belum dikirim.')
  await expectText(two, 'Saat ini giliran Admin SKPD')
  expect(await two.locator('#teruskan--instruksi').count()).toBe(0)
  await checkPage(two)
  expect(site.logged).toEqual([])
})

test('without a mouse: through the inbox, to a ticket, its acts and its notes; help and back; the keys can be turned off', async () => {
  await report(2, ['Parit mampet', 'Lampu mati'])
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  const focused = () => desk.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
  await desk.keyboard.press('j')
  const first = await focused()
  await desk.keyboard.press('j')
  const second = await focused()
  expect(new Set([first, second]).size).toBe(2)
  await desk.keyboard.press('x')
  expect(await desk.locator('input.pick:checked').count()).toBe(1)
  await desk.keyboard.press('k')
  expect(await focused()).toBe(first)
  await desk.keyboard.press('?')
  await desk.getByRole('dialog', { name: 'Pintasan papan ketik' }).waitFor()
  await checkPage(desk)
  await desk.keyboard.press('Escape')
  expect(await focused()).toBe(first)
  await desk.keyboard.press('o')
  await expectHeading(desk, first)
  // Keys count once the page's script is there.
  await desk.waitForLoadState()
  await desk.keyboard.press('a')
  expect(await desk.evaluate(() => document.activeElement?.closest('form')?.getAttribute('action'))).toContain('/tindakan/')
  await desk.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await desk.keyboard.press('n')
  expect(await desk.evaluate(() => (document.activeElement as HTMLTextAreaElement).name)).toBe('catatan-internal')
  await desk.keyboard.type('jk?/')
  expect(await desk.getByLabel('Catatan untuk rekan petugas').inputValue()).toBe('jk?/')

  await desk.goto(url('/petugas/bantuan'))
  await checkPage(desk)
  await press(desk, 'Matikan pintasan')
  await desk.goto(url('/kotak-masuk'))
  await desk.keyboard.press('j')
  expect(await desk.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  const phone = await newPage('phone')
  await signInOfficer(phone, site, admin)
  await phone.goto(url('/petugas/bantuan'))
  await checkPage(phone)
  expect(site.logged).toEqual([])
})

test('who drafted an answer does not release it, though they are the deputy of the other office; they are told who may', async () => {
  const [number] = await report(3, ['Jalan becek'])
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await forward(desk, number!)
  await sql`
    insert into assignment (tenant_id, id, officer_id, post, unit, letter_number, valid_from, kind)
    select a.tenant_id, gen_random_uuid(), (select id from officer where tenant_id = a.tenant_id and username = ${skpd.username}), a.post, a.unit, 'ST-Plh', '2026-01-01', 'plh'
    from assignment a where a.tenant_id = 'bengkalis' and a.post = 'admin-diskominfotik' limit 1`.execute(site.database.owner.db)
  const unit = await newPage('desktop')
  await signInOfficer(unit, site, skpd)
  await unit.goto(url(`/kotak-masuk/${number}`))
  await unit.getByLabel('Jawaban untuk pelapor').fill('Sudah dikeraskan.')
  await press(unit, 'Kirim draf jawaban')
  await expectText(unit, 'Jawaban ini Anda sendiri yang menyusun')
  await checkPage(unit)
  await unit.getByLabel('Jawaban untuk pelapor').fill('Sudah dikeraskan kemarin.')
  await press(unit, 'Lepas jawaban')
  await unit.waitForURL('**/tindakan/lepas')
  await expectText(unit, 'Yang dapat melepasnya: Contoh')
  expect(await unit.getByLabel('Jawaban untuk pelapor').inputValue()).toBe('Sudah dikeraskan kemarin.')
  await checkPage(unit)
  await desk.goto(url(`/kotak-masuk/${number}`))
  await press(desk, 'Lepas jawaban')
  await expectText(desk, 'Tiket ini sudah ditutup.')
  expect(site.logged).toEqual([])
})
