import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { findTenant, officersWithPosts } from '../organisation/index.ts'
import { type AvailableAct, type Doing, getLane, getStep, seatsOf, type Sop, type UnitKinds } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'

interface Releasing {
  sop: Sop
  units: UnitKinds
  /** The lane in which the officer acts. */
  lane: string
}

/**
 * Who drafted an answer does not release it: the same person, by whichever post or delegation. Not where the SOP gives both to one role, or drafts and releases with one act; nor
 * where the tenant says `pisah-tugas: tidak`. Refuses `not-allowed` with who else may.
 */
export async function needOtherPerson(work: Work, ticket: Ticket, order: Releasing & { doings: Doing[] }): Promise<void> {
  const released = order.doings.findIndex((doing) => doing.effects.some((effect) => effect.do === 'release-answer'))
  if (released < 0 || order.doings.slice(0, released + 1).some((doing) => doing.effects.some((effect) => effect.do === 'draft-answer'))) return
  const text = await barredText(work, ticket, order)
  if (text) throw new Refusal('not-allowed', text)
}

/** Why this officer cannot release the answer, with who else may; nothing where they can. */
export async function barredText(work: Work, ticket: Ticket, { sop, units, lane: name }: Releasing): Promise<string | undefined> {
  const { actor } = work
  if (actor.kind !== 'officer' || (await findTenant(work.db, work.tenant))?.separateDuties === false) return undefined
  const lane = getLane(sop, name)
  const drafts = await newestDrafts(work, ticket)
  if (!drafts.some((draft) => draft.officer_id === actor.id && draft.role !== lane.title)) return undefined
  const seats = seatsOf(lane, ticket.state, units)
  const others = [...(await officersWithPosts(work)).values()].filter((one) => !drafts.some((draft) => draft.officer_id === one.id) && one.posts.some((held) => seats.some((seat) => seat.post === held.post && seat.unit === held.unit)))
  const said = 'Jawaban ini Anda sendiri yang menyusun, sehingga yang melepasnya harus orang lain.'
  if (others.length === 0) return `${said} Belum ada orang lain yang memegang jabatan ${lane.title}: minta admin kabupaten menunjuk pelaksana harian (Plh.).`
  return `${said} Yang dapat melepasnya: ${others.slice(0, 5).map((one) => one.name).join(', ')} (${lane.title}).`
}

/** The newest draft of the answer; of a split ticket the newest version of each part's. */
async function newestDrafts(work: Work, ticket: Ticket): Promise<{ officer_id: string | null; role: string }[]> {
  const { rows } = await sql<{ officer_id: string | null; role: string }>`
    with whose as (
      select id, part_no, false as of_part from ticket where tenant_id = ${work.tenant} and id = ${ticket.id}
      union all select id, part_no, true from ticket where tenant_id = ${work.tenant} and parent_id = ${ticket.id} and part_no is not null)
    select distinct on (a.ticket_id) a.officer_id, a.role from whose w join answer a on a.tenant_id = ${work.tenant} and a.ticket_id = w.id
    where (w.of_part or not a.released)
      and a.no > coalesce((select max(no) from answer r where r.tenant_id = a.tenant_id and r.ticket_id = a.ticket_id and r.released and w.part_no is null), 0)
    order by a.ticket_id, a.no desc`.execute(work.db)
  return rows
}

/** Of these acts the one that would send the answer, at once or by the system's own steps after it. Pure. */
export function releasingAct(sop: Sop, acts: AvailableAct[]): AvailableAct | undefined {
  return acts.find(({ act }) => !act.effects.some((effect) => effect.do === 'draft-answer') && leadsToRelease(sop, act, 4))
}

function leadsToRelease(sop: Sop, act: AvailableAct['act'], depth: number): boolean {
  if (act.effects.some((effect) => effect.do === 'release-answer')) return true
  if (act.to === 'stay' || depth === 0) return false
  const next = getStep(sop, act.to)
  return next.automatic && next.acts.some((one) => leadsToRelease(sop, one, depth - 1))
}
