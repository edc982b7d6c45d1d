import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { theSystem, type Actor } from '../src/kernel/actor.ts'
import { inWork, type Work } from '../src/kernel/work.ts'
import type { Typed } from '../src/domains/sop/index.ts'
import { findTicket, takeStep } from '../src/domains/tickets/index.ts'
import { choose, expectHeading, press } from './people.ts'
import type { Site } from './site.ts'

/** Fills in the form of SIPENDEKAR on its page and sends it. */
export async function sendReport(page: Page, text: { title: string; story: string; secret?: boolean }): Promise<void> {
  await expectHeading(page, 'SIPENDEKAR')
  await choose(page, 'Kritik')
  await page.getByLabel('Judul singkat').fill(text.title)
  await page.getByLabel('Ceritakan kejadiannya').fill(text.story)
  if (text.secret) await choose(page, 'Rahasiakan isi laporan')
  await press(page, 'Kirim laporan')
}

/** Does something in the database of Bengkalis, as the system unless told, at the site's moment. */
export async function atBengkalis<T>(site: Site, task: (work: Work) => Promise<T>, actor: Actor = theSystem): Promise<T> {
  return await inWork(site.database, { tenant: 'bengkalis', actor, now: site.now() }, task)
}

/** Answers a report without a browser, as its admin and the agency for roads would. */
export async function answerReport(site: Site, number: string, answer: string): Promise<void> {
  const { step } = (await atBengkalis(site, (work) => findTicket(work, { number })))!.state
  if (step === 'disposisi') await take(site, number, { act: 'teruskan', by: ['admin-diskominfotik', 'diskominfotik'], typed: { unit: 'dpupr' } })
  await take(site, number, { act: 'jawab', by: ['admin-skpd', 'dpupr'], typed: { jawaban: answer } })
  await take(site, number, { act: 'lepas', by: ['admin-diskominfotik', 'diskominfotik'], typed: { jawaban: answer } })
}

async function take(site: Site, number: string, { act, by: [post, unit], typed }: { act: string; by: [string, string]; typed: Typed }): Promise<void> {
  const { rows } = await sql<{ id: string }>`select officer_id as id from assignment where tenant_id = 'bengkalis' and post = ${post} and unit = ${unit} limit 1`.execute(site.database.owner.db)
  await atBengkalis(site, async (work) => {
    const ticket = (await findTicket(work, { number }))!
    await takeStep(work, { ticketId: ticket.id, act, typed, seenVersion: ticket.version })
  }, { kind: 'officer', id: rows[0]!.id, posts: [{ post, unit }], admin: false })
}
