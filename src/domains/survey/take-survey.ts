import { sql } from 'kysely'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { localDate } from '../calendar/index.ts'
import { findTenant } from '../organisation/index.ts'
import { type Ticket, unratedResults } from '../tickets/index.ts'
import { aboutRespondent, surveyElements } from './elements.ts'

/** Whether a ticket's service can be rated now: it has ended, and not by withdrawal or by being merged; and once only. */
export type SurveyState = 'open' | 'given' | 'not-yet' | 'never'

export async function surveyState(work: Work, ticket: Ticket): Promise<SurveyState> {
  if (ticket.state.result && unratedResults.has(ticket.state.result)) return 'never'
  const { rows } = await sql`select 1 from survey_given where tenant_id = ${work.tenant} and ticket_id = ${ticket.id}`.execute(work.db)
  if (rows.length > 0) return 'given'
  return ticket.state.open ? 'not-yet' : 'open'
}

export type SurveyTyped = Record<string, string | string[] | undefined>

const mostLetters = 1000

/**
 * Takes a rating, once a ticket; a second one is taken for the first sent again and changes nothing. All nine elements are asked for, the rest is free. Refuses `bad-input` by
 * field, `not-allowed` before the service has ended. Who may rate is decided before.
 */
export async function takeSurvey(work: Work, ticket: Ticket, typed: SurveyTyped): Promise<void> {
  const state = await surveyState(work, ticket)
  if (state === 'given') return
  if (state !== 'open') throw new Refusal('not-allowed', 'Layanan dinilai sesudah laporan atau permohonannya selesai.')
  const answer = readAnswer(typed)
  const claimed = await sql`insert into survey_given (tenant_id, ticket_id) values (${work.tenant}, ${ticket.id}) on conflict do nothing returning 1`.execute(work.db)
  if (claimed.rows.length === 0) return
  const zone = (await findTenant(work.db, work.tenant))!.zone
  await sql`
    insert into survey_answer (tenant_id, day, unit, sop, elements, words, age, sex, education, occupation)
    values (${work.tenant}, ${localDate(work.now, zone)}, ${await answeringUnit(work, ticket)}, ${ticket.sop}, ${answer.elements}::smallint[], ${answer.words},
      ${answer.about.usia}, ${answer.about['jenis-kelamin']}, ${answer.about.pendidikan}, ${answer.about.pekerjaan})`.execute(work.db)
}

function readAnswer(typed: SurveyTyped) {
  const text = (name: string) => ([typed[name]].flat()[0] ?? '').replaceAll('\0', '').toWellFormed().trim()
  const faults: Fault[] = []
  const elements = surveyElements.map(({ code, name }) => {
    const value = text(code)
    if (!/^[1-4]$/.test(value)) faults.push({ field: code, text: `${name}: pilih salah satu jawaban.` })
    return Number(value)
  })
  const words = text('saran')
  if (words.length > mostLetters) faults.push({ field: 'saran', text: `Saran: ada ${words.length} huruf, paling banyak ${mostLetters}.` })
  if (faults.length > 0) refuseInput(faults)
  const about = Object.fromEntries(aboutRespondent.map(({ code, choices }) => [code, choices.find((one) => one === text(code)) ?? null])) as Record<(typeof aboutRespondent)[number]['code'], string | null>
  return { elements, words: words || null, about }
}

/** The unit that is rated: the ticket's own; or else, where a group answers, the one whose officer wrote the answer. */
async function answeringUnit(work: Work, ticket: Ticket): Promise<string> {
  if (ticket.state.unit) return ticket.state.unit
  const events = await eventsOf(work, ticket.id)
  const wrote = events.findLast(({ actor, body }) => actor.kind === 'officer' && actor.unit && typeof body.isi === 'object' && body.isi !== null && 'jawaban' in body.isi)
  return (wrote ?? events.findLast(({ actor }) => actor.kind === 'officer' && actor.unit))?.actor.unit ?? ''
}
