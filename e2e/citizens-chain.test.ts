import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectHeading, expectText, readReceipt, register } from './people.ts'
import { answerReport, sendReport } from './sipendekar-report.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const url = (path: string) => site.url('bengkalis', path)

test('a reporter checks their own ticket and takes the proof along; what was changed behind its back is shown; nobody else may look', async () => {
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis', 41))
  await sendReport(phone, { title: 'Jembatan goyah', story: 'Papan jembatan goyah.' })
  const { number } = await readReceipt(phone)
  await answerReport(site, number, 'Jembatan sudah diperbaiki.')
  await phone.goto(url(`/tiket/${number}`))
  await phone.getByRole('link', { name: 'Periksa keutuhan tiket saya' }).click()
  await expectHeading(phone, 'Keutuhan tiket')
  await expectText(phone, 'Utuh: semua')
  await checkPage(phone)
  const file = await phone.evaluate(async (path) => await (await fetch(path)).text(), `/tiket/${number}/keutuhan.json`)
  const proof = JSON.parse(file) as { format: string; nomor: string; peristiwa: unknown[] }
  expect([proof.format, proof.nomor, proof.peristiwa.length > 3]).toEqual(['tanggap-rantai-2', number, true])

  await sql`update ticket set answer = 'Tidak ada jembatan di sana.' where number = ${number}`.execute(site.database.owner.db)
  const desktop = await newPage('desktop')
  await desktop.context().addCookies(await phone.context().cookies())
  await desktop.goto(url(`/tiket/${number}/keutuhan`))
  await expectText(desktop, 'Tidak utuh: ada yang berubah.')
  await expectText(desktop, 'jawaban diubah: tidak cocok dengan sidik pada peristiwa')
  await checkPage(desktop)

  const stranger = await newPage('desktop')
  for (const path of ['keutuhan', 'keutuhan.json']) {
    const answer = await stranger.goto(url(`/tiket/${number}/${path}`))
    expect(answer!.status()).toBe(404)
  }
  expect(site.logged).toEqual([])
})
