import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { NaskahEvent, NaskahEventKind, NaskahFrame, NaskahInitial, NaskahVersion } from './naskah.ts'

interface VersionRow {
  no: number
  body: string
  frame: NaskahFrame
  at: Date
  by_kind: string
  by_id: string | null
  role: string
}

function toVersion({ by_id, by_kind, ...row }: VersionRow): NaskahVersion {
  return { ...row, byKind: by_kind, ...(by_id !== null && { byId: by_id }) }
}

/** All texts that a letter had, the oldest first. */
export async function versionsOf(work: Work, naskahId: string): Promise<NaskahVersion[]> {
  const { rows } = await sql<VersionRow>`
    select no, body, frame, at, by_kind, by_id, role from naskah_version where tenant_id = ${work.tenant} and naskah_id = ${naskahId} order by no`.execute(work.db)
  return rows.map(toVersion)
}

/** One text of a letter. Throws for one that never was. */
export async function getVersion(work: Work, naskahId: string, no: number): Promise<NaskahVersion> {
  const { rows } = await sql<VersionRow>`
    select no, body, frame, at, by_kind, by_id, role from naskah_version where tenant_id = ${work.tenant} and naskah_id = ${naskahId} and no = ${no}`.execute(work.db)
  if (!rows[0]) throw new Error(`naskah ${naskahId} has no version ${no}`)
  return toVersion(rows[0])
}

/** All initials on a letter in their order, also those on earlier versions, which no longer hold. */
export async function initialsOf(work: Work, naskahId: string): Promise<NaskahInitial[]> {
  const { rows } = await sql<Omit<NaskahInitial, 'byId'> & { by_id: string | null }>`
    select version, post, unit, role, at, by_id from naskah_initial where tenant_id = ${work.tenant} and naskah_id = ${naskahId}
    order by version, at, post, unit`.execute(work.db)
  return rows.map(({ by_id, ...row }) => ({ ...row, ...(by_id !== null && { byId: by_id }) }))
}

/** What happened to a letter, in order. */
export async function naskahEventsOf(work: Work, naskahId: string): Promise<NaskahEvent[]> {
  const { rows } = await sql<{ id: string; at: Date; kind: NaskahEventKind; version: number; by_kind: string; by_id: string | null; note: string | null }>`
    select id, at, kind, version, by_kind, by_id, note from naskah_event where tenant_id = ${work.tenant} and naskah_id = ${naskahId} order by at, id`.execute(work.db)
  return rows.map(({ by_kind, by_id, note, ...row }) => ({ ...row, byKind: by_kind, ...(by_id !== null && { byId: by_id }), ...(note !== null && { note }) }))
}
