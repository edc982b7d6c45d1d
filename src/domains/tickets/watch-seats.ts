import { sql } from 'kysely'
import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { addDays, formatDate } from '../calendar/index.ts'
import { type Message, tell } from '../messages/index.ts'
import { findTenant, listPosts, listUnits, localToday } from '../organisation/index.ts'

const warnDays = 14

interface Ending {
  id: string
  officerId: string
  officer: string
  post: string
  unit: string
  kind: 'tetap' | 'plt' | 'plh'
  letterNumber: string
  until: string
  over: boolean
}

/**
 * Tells the tenant's administrators of letters of assignment that end within 14 days and of those that have ended, each once; and of posts that tickets wait for and that
 * nobody holds, once until somebody holds them again. May be called as often as one likes. Gives how many things were told.
 */
export async function watchSeats(work: Work): Promise<number> {
  const names = await readNames(work)
  const today = await localToday(work)
  const endings = await takeEndings(work, today)
  const empty = await takeEmptySeats(work, today)
  await tell(work, [
    ...endings.flatMap((ending) => toAdmins(names, { subjectId: ending.id, text: endingText(names, ending), path: `/petugas/pegawai/${ending.officerId}` })),
    ...empty.flatMap((seat) => toAdmins(names, { text: emptyText(names, seat), path: '/petugas/unit' })),
  ])
  return endings.length + empty.length
}

interface Names {
  seat(seat: HeldPost): string
  admins: HeldPost[]
}

async function readNames(work: Work): Promise<Names> {
  const tenant = await findTenant(work.db, work.tenant)
  const posts = new Map((await listPosts(work)).map((post) => [post.code, post]))
  const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.name]))
  return {
    seat: ({ post, unit }) => `${posts.get(post)?.name ?? post} di ${units.get(unit) ?? unit}`,
    admins: (tenant?.adminPosts ?? []).flatMap((code) => (posts.get(code)?.units ?? []).map((unit) => ({ post: code, unit }))),
  }
}

function toAdmins({ admins }: Names, news: { subjectId?: string; text: string; path: string }): Message[] {
  return admins.map((seat) => ({
    to: { kind: 'post', ...seat }, kind: 'penugasan', text: news.text, about: { number: '', title: '', path: news.path }, ...(news.subjectId && { subjectId: news.subjectId }),
  }))
}

const titles = { tetap: '', plt: 'Plt. ', plh: 'Plh. ' }

function endingText({ seat }: Names, ending: Ending): string {
  const what = `${ending.letterNumber || 'Penugasan'} ${ending.officer} sebagai ${titles[ending.kind]}${seat(ending)}`
  return ending.over ? `${what} berakhir pada ${formatDate(ending.until)}. Jabatan itu tidak lagi dipegangnya.` : `${what} akan berakhir pada ${formatDate(ending.until)}. Perpanjang atau tunjuk penggantinya.`
}

function emptyText({ seat }: Names, empty: HeldPost & { waiting: number }): string {
  return `Jabatan ${seat(empty)} sedang kosong, padahal ${empty.waiting >= 100 ? 'lebih dari 99' : empty.waiting} tiket menunggunya. Tunjuk pejabatnya, atau alihkan tiketnya.`
}

// A stand-in's days end as planned, and one that was ended early is known to who ended it: neither is news. Nor is a letter that another one continues.
async function takeEndings(work: Work, today: string): Promise<Ending[]> {
  const { rows } = await sql<Ending>`
    update assignment a set warned_at = coalesce(a.warned_at, ${work.now}), expiry_told_at = case when a.valid_until < ${today}::date then ${work.now}::timestamptz end
    from officer o where o.tenant_id = a.tenant_id and o.id = a.officer_id and o.active
      and a.tenant_id = ${work.tenant} and a.expiry_told_at is null and a.valid_until <= ${addDays(today, warnDays)}::date and a.absence_id is null and a.ended_at is null
      and (a.warned_at is null or a.valid_until < ${today}::date)
      and not exists (select from assignment n where n.tenant_id = a.tenant_id and n.officer_id = a.officer_id and n.post = a.post and n.unit = a.unit and n.id <> a.id
        and n.valid_from <= a.valid_until + 1 and (n.valid_until is null or n.valid_until > a.valid_until))
    returning a.id, a.officer_id as "officerId", o.name as officer, a.post, a.unit, a.kind, a.letter_number as "letterNumber", a.valid_until::text as until,
      a.valid_until < ${today}::date as over`.execute(work.db)
  return rows.sort((a, b) => a.until.localeCompare(b.until) || a.id.localeCompare(b.id))
}

/** All seats that the kinds of post allow are few; of each vacant one a single index entry tells whether something waits for it. */
async function takeEmptySeats(work: Work, today: string): Promise<(HeldPost & { waiting: number })[]> {
  const vacant = sql`
    select p.code as post, s.unit from post_kind p cross join unnest(p.units) as s (unit) where p.tenant_id = ${work.tenant} and p.active
      and not exists (select from assignment a join officer o on o.tenant_id = a.tenant_id and o.id = a.officer_id and o.active
        where a.tenant_id = p.tenant_id and a.post = p.code and a.unit = s.unit and a.valid_from <= ${today}::date and (a.valid_until is null or a.valid_until >= ${today}::date))`
  await sql`
    update empty_seat e set filled_at = ${work.now} where e.tenant_id = ${work.tenant} and e.filled_at is null
      and not exists (select from (${vacant}) v where v.post = e.post and v.unit = e.unit)`.execute(work.db)
  const { rows } = await sql<HeldPost & { waiting: number }>`
    insert into empty_seat (tenant_id, post, unit, told_at)
    select ${work.tenant}, v.post, v.unit, ${work.now} from (${vacant}) v
    where exists (select from turn t where t.tenant_id = ${work.tenant} and t.post = v.post and t.unit = v.unit)
      and not exists (select from empty_seat e where e.tenant_id = ${work.tenant} and e.post = v.post and e.unit = v.unit and e.filled_at is null)
    on conflict (tenant_id, post, unit) do update set told_at = excluded.told_at, filled_at = null where empty_seat.filled_at is not null
    returning post, unit, (select count(*)::int from (select from turn t where t.tenant_id = ${work.tenant} and t.post = empty_seat.post and t.unit = empty_seat.unit limit 100) w) as waiting`.execute(work.db)
  return rows.sort((a, b) => a.post.localeCompare(b.post) || a.unit.localeCompare(b.unit))
}

/** How many tickets wait for each seat of a tenant, at most 100 each; for showing which vacancies hurt. Seats without one are left out. */
export async function waitingAtSeats(work: Work): Promise<(HeldPost & { waiting: number })[]> {
  const { rows } = await sql<HeldPost & { waiting: number }>`
    select p.code as post, s.unit, w.waiting from post_kind p cross join unnest(p.units) as s (unit)
    cross join lateral (select count(*)::int as waiting from (select from turn t where t.tenant_id = p.tenant_id and t.post = p.code and t.unit = s.unit limit 100) few) w
    where p.tenant_id = ${work.tenant} and p.active and w.waiting > 0`.execute(work.db)
  return rows
}

/** Marks what the administrators among `posts` were told of seats as read: of these assignments, or of vacant posts where none is named. */
export async function markSeatNewsRead(work: Work, posts: HeldPost[], assignmentIds?: string[]): Promise<void> {
  await sql`
    update message m set read_at = ${work.now} from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as held (post text, unit text)
    where m.tenant_id = ${work.tenant} and m.to_kind = 'post' and m.kind = 'penugasan' and m.read_at is null and m.post = held.post and m.unit = held.unit
      and ${assignmentIds ? sql`m.subject_id = any(${assignmentIds}::uuid[])` : sql`m.subject_id is null`}`.execute(work.db)
}
