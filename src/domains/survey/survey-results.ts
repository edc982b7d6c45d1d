import { type RawBuilder, sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { ianaZones } from '../calendar/index.ts'
import { findTenant } from '../organisation/index.ts'
import { computeIndex, type SurveyIndex, type SurveySums } from './compute-index.ts'

/** Which ratings: of one unit or SOP, from a day to a day, both included. */
export interface SurveyFilter {
  unit?: string
  sop?: string
  from?: string
  until?: string
}

export interface SurveyResults {
  whole: SurveyIndex | undefined
  /** Tickets that ended in this time and could have been rated: against them stand the respondents. Silence is in no figure but this. */
  ended: number
  byUnit: { unit: string; result: SurveyIndex }[]
  bySop: { sop: string; result: SurveyIndex }[]
  /** The newest words, at most fifty, in no order that tells when they were written. */
  words: { unit: string; sop: string; text: string }[]
  /** Of what respondents said of themselves. */
  respondents: { what: 'age' | 'sex' | 'education' | 'occupation'; value: string; count: number }[]
}

/** From so many respondents on, figures are shown to the public: below, one of them could be found out. */
export const leastPublic = 10

/** Whose ratings an officer may read: an administrator all, others those of their units. */
function readable(work: Work): RawBuilder<unknown> {
  const { actor } = work
  if (actor.kind === 'system' || (actor.kind === 'officer' && actor.admin)) return sql`true`
  return sql`unit = any(${actor.kind === 'officer' ? actor.posts.map((held) => held.unit) : []}::text[])`
}

function matching(filter: SurveyFilter, day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql.join([
    sql`true`, ...(filter.unit ? [sql`unit = ${filter.unit}`] : []), ...(filter.sop ? [sql`sop = ${filter.sop}`] : []),
    ...(filter.from ? [sql`${day} >= ${filter.from}::date`] : []), ...(filter.until ? [sql`${day} <= ${filter.until}::date`] : []),
  ], sql` and `)
}

const sums = sql`count(*)::int as respondents, array[${sql.join(Array.from({ length: 9 }, (_, at) => sql`coalesce(sum(elements[${sql.lit(at + 1)}]), 0)::int`))}] as sums`

/** The results that this officer may read; to anyone else there are none. */
export async function surveyResults(work: Work, filter: SurveyFilter): Promise<SurveyResults> {
  const where = sql`tenant_id = ${work.tenant} and ${readable(work)} and ${matching(filter, sql`day`)}`
  const whole = await sql<SurveySums>`select ${sums} from survey_answer where ${where}`.execute(work.db)
  const units = await sql<SurveySums & { name: string }>`select unit as name, ${sums} from survey_answer where ${where} group by unit order by unit`.execute(work.db)
  const sops = await sql<SurveySums & { name: string }>`select sop as name, ${sums} from survey_answer where ${where} group by sop order by sop`.execute(work.db)
  const words = await sql<{ unit: string; sop: string; text: string }>`
    select unit, sop, text from (select id, unit, sop, words as text from survey_answer where ${where} and words is not null order by day desc, id limit 50) w order by id`.execute(work.db)
  const { zone } = (await findTenant(work.db, work.tenant))!
  const ended = await sql<{ n: number }>`
    select count(*)::int as n from ticket where tenant_id = ${work.tenant} and ${readable(work)} and not open and coalesce(result, '') not in ('dicabut', 'digabung')
      and ${matching(filter, sql`(closed_at at time zone ${ianaZones[zone]}::text)::date`)}`.execute(work.db)
  return {
    whole: computeIndex(whole.rows[0]!), ended: ended.rows[0]!.n, words: words.rows, respondents: await respondentsOf(work, where),
    byUnit: units.rows.map((row) => ({ unit: row.name, result: computeIndex(row)! })), bySop: sops.rows.map((row) => ({ sop: row.name, result: computeIndex(row)! })),
  }
}

async function respondentsOf(work: Work, where: RawBuilder<unknown>): Promise<SurveyResults['respondents']> {
  const { rows } = await sql<SurveyResults['respondents'][number]>`
    select what, value, count(*)::int as count from survey_answer
    cross join lateral (values ('age', age), ('sex', sex), ('education', education), ('occupation', occupation)) said (what, value)
    where ${where} and value is not null group by what, value order by what, value`.execute(work.db)
  return rows
}

/** What everybody may read: the index of the regency and of each unit over the last 365 days, from `leastPublic` respondents on. */
export async function publicSurvey(work: Work): Promise<{ whole: SurveyIndex | undefined; byUnit: { unit: string; result: SurveyIndex }[] }> {
  const since = sql`tenant_id = ${work.tenant} and day > ${work.now}::date - 365`
  const whole = await sql<SurveySums>`select ${sums} from survey_answer where ${since} having count(*) >= ${leastPublic}`.execute(work.db)
  const units = await sql<SurveySums & { name: string }>`select unit as name, ${sums} from survey_answer where ${since} and unit <> '' group by unit having count(*) >= ${leastPublic} order by unit`.execute(work.db)
  return { whole: whole.rows[0] && computeIndex(whole.rows[0]), byUnit: units.rows.map((row) => ({ unit: row.name, result: computeIndex(row)! })) }
}
