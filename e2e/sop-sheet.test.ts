import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inWork } from '../src/kernel/work.ts'
import { villagesOf } from '../src/domains/organisation/index.ts'
import { bpmnFaults } from '../src/domains/sop/bpmn/example-bpmn-faults.ts'
import { sopsInForce } from '../src/domains/sop/index.ts'
import { openTicket, takeStep } from '../src/domains/tickets/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { expectHeading, expectText, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis', 'rembang'], officers: ['bengkalis/admin-diskominfotik.diskominfotik'] })
const newPage = useBrowser()
const sipendekar = site.url('bengkalis', '/sop/sipendekar')

/** What the browser is given to keep when a link is pressed. */
async function download(page: Page, name: string): Promise<{ file: string; text: string }> {
  const [kept] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return { file: kept.suggestedFilename(), text: readFileSync(await kept.path(), 'utf8') }
}

/** Reports that the admin passed on, each after so many hours. */
async function passOn(hours: number[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`select officer_id as id from assignment where tenant_id = 'bengkalis' and post = 'admin-diskominfotik'`.execute(site.database.owner.db)
  const officer = { kind: 'officer' as const, id: rows[0]!.id, posts: [{ post: 'admin-diskominfotik', unit: 'diskominfotik' }], admin: true }
  const opened = new Date('2026-01-19T08:00+07:00')
  for (const hour of hours) {
    const reporterId = randomUUID()
    const ticket = await inWork(site.database, { tenant: 'bengkalis', actor: { kind: 'citizen', id: reporterId }, now: opened }, async (work) => {
      const sop = (await sopsInForce(work, '2026-01-19')).find((one) => one.code === 'sipendekar')!
      const typed = { 'jenis-laporan': 'aduan', judul: 'Lampu padam', uraian: 'Lampu jalan padam.', desa: villagesOf('14.03')[0]!.villages[0]!.code }
      return await openTicket(work, { sop, formKey: randomUUID(), channel: 'web', typed, reporterId })
    })
    const now = new Date(opened.getTime() + hour * 3_600_000)
    await inWork(site.database, { tenant: 'bengkalis', actor: officer, now }, (work) => takeStep(work, { ticketId: ticket.id, act: 'teruskan', typed: { unit: 'dpupr' }, seenVersion: ticket.version }))
  }
}

test('the list leads to the sheet of each procedure, its PDF and its BPMN file', async () => {
  const page = await newPage('desktop')
  await page.goto(site.url('rembang', '/sop'))
  await expectHeading(page, 'Prosedur')
  await checkPage(page)
  const bpmn = await download(page, 'BPMN Wadul Bupati')
  expect(bpmn.file).toBe('sop-sms-wadul-bupati.bpmn')
  expect(await bpmnFaults(bpmn.text)).toEqual([])
  await page.getByRole('link', { name: 'Layanan SMS Wadul Bupati' }).click()
  await expectHeading(page, 'Layanan SMS Wadul Bupati')
  await checkPage(page)
  expect(site.logged).toEqual([])
})

test('on an office screen the drawing lies on its columns, and its lines meet from row to row', async () => {
  const page = await newPage('desktop')
  await page.goto(sipendekar)
  await checkPage(page)
  const { lanes, drawings, rows } = await page.evaluate(() => {
    const box = (element: Element) => element.getBoundingClientRect()
    return {
      lanes: [...document.querySelectorAll('thead .sheet-lane')].map((one) => ({ left: box(one).left, width: box(one).width })),
      drawings: [...document.querySelectorAll('.sheet-drawing')].map((one) => ({ left: box(one).left, width: box(one).width, top: box(one).top, bottom: box(one).bottom })),
      rows: [...document.querySelectorAll('.sheet tbody tr')].map((one) => ({ top: box(one).top, bottom: box(one).bottom })),
    }
  })
  expect(lanes.map((lane) => lane.width)).toEqual([96, 96, 96])
  for (const [at, drawing] of drawings.entries()) {
    expect(drawing.left).toBeCloseTo(lanes[0]!.left, 0)
    expect(drawing.width).toBeCloseTo(288, 0)
    expect(Math.abs(drawing.top - rows[at]!.top)).toBeLessThanOrEqual(1)
    // Down to the next row's drawing, without a gap; the last row has no rule below it.
    if (at + 1 < drawings.length) expect(drawing.bottom).toBeGreaterThanOrEqual(drawings[at + 1]!.top - 0.5)
  }
})

test('on a phone the steps stand one under another, and the sheet scrolls within itself', async () => {
  const page = await newPage('phone')
  await page.goto(sipendekar)
  await checkPage(page)
  const steps = page.locator('.sop-step')
  expect(await steps.count()).toBe(5)
  expect(await steps.nth(1).innerText()).toContain('Admin Diskominfotik')
  expect(await steps.nth(1).innerText()).toContain('2 hari kerja')
  await steps.nth(1).getByRole('link', { name: 'ke langkah 3' }).click()
  expect(new URL(page.url()).hash).toBe('#langkah-3')
  const scrolls = await page.getByRole('region', { name: 'Tabel langkah SOP' }).evaluate((region) => region.scrollWidth > region.clientWidth)
  expect(scrolls).toBe(true)
})

test('who cannot see the drawing is told where each row leads', async () => {
  const page = await newPage('desktop', { javaScript: false })
  await page.goto(sipendekar)
  await checkPage(page)
  const cell = page.locator('#baris-2 .sheet-lane').nth(1)
  expect(await cell.innerText()).toBe('keputusan. Ke langkah 3: Ya, Teruskan ke SKPD. Ke langkah 5: Tidak, Tolak laporan.')
})

test('the PDF comes on A4 and on F4, and of an unknown procedure there is none', async () => {
  const ask = (path: string) => site.app.inject({ url: path, headers: { host: new URL(site.url('bengkalis')).host } })
  const [a4, f4] = [await ask('/sop/lapor/sop.pdf'), await ask('/sop/lapor/sop.pdf?kertas=f4')]
  expect(a4.headers['content-type']).toBe('application/pdf')
  expect(a4.headers['content-disposition']).toBe('inline; filename="sop-lapor.pdf"')
  expect(a4.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  expect(a4.rawPayload.toString('latin1')).toContain('[0 0 841.89 595.28]')
  expect(f4.rawPayload.toString('latin1')).toContain('[0 0 935.43 609.45]')
  for (const path of ['/sop/tidak-ada', '/sop/tidak-ada/sop.pdf', '/sop/tidak-ada/sop.bpmn']) expect((await ask(path)).statusCode).toBe(404)
})

test('an officer sees how each step went, once there is enough of it; a citizen does not', async () => {
  const officer = await newPage('desktop')
  await signInOfficer(officer, site, { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' })
  await passOn([2, 3, 4, 5])
  await officer.goto(sipendekar)
  await expectText(officer, 'Belum cukup data (4 kali)')
  // The fifth took eight days where two working days were promised.
  await passOn([192])
  await officer.goto(sipendekar)
  await checkPage(officer)
  expect(await officer.locator('#baris-2 .sheet-figures').innerText()).toBe('5 kali\nmedian 4 jam\n80% tepat waktu')
  const guest = await newPage('desktop')
  await guest.goto(sipendekar)
  expect(await guest.locator('main').innerText()).not.toContain('90 hari terakhir')
  expect(await guest.locator('.sheet-figures').count()).toBe(0)
  expect(site.logged).toEqual([])
})
