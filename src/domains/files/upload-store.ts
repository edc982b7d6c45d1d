import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Upload } from './upload.ts'

const columns = sql`id, form_key as "formKey", field, name, kind, bytes, sha256, width, height,
  preview_sha256 as "previewSha256", preview_bytes as "previewBytes", at, attached_to as "attachedTo"`

/** Holds one form until the transaction ends, so that two files sent at once are counted one after the other. */
export async function lockForm(work: Work, formKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`upload form ${work.tenant} ${formKey}`}, 0))`.execute(work.db)
}

/** Holds the tenant's files until the transaction ends: many may add at once (`shared`), but nobody adds while one removes. */
export async function lockFiles(work: Work, how: 'shared' | 'alone'): Promise<void> {
  const key = sql`hashtextextended(${`upload files ${work.tenant}`}, 0)`
  await (how === 'shared' ? sql`select pg_advisory_xact_lock_shared(${key})` : sql`select pg_advisory_xact_lock(${key})`).execute(work.db)
}

/** Keeps the row of a new upload, owned by who acts. */
export async function insertUpload(work: Work, upload: Upload): Promise<void> {
  const ownerId = 'id' in work.actor ? work.actor.id : null
  await sql`insert into upload (tenant_id, id, form_key, owner_kind, owner_id, field, name, kind, bytes, sha256,
      width, height, preview_sha256, preview_bytes, at)
    values (${work.tenant}, ${upload.id}, ${upload.formKey}, ${work.actor.kind}, ${ownerId}, ${upload.field}, ${upload.name}, ${upload.kind},
      ${upload.bytes}, ${upload.sha256}, ${upload.width}, ${upload.height}, ${upload.previewSha256}, ${upload.previewBytes}, ${upload.at})`.execute(
    work.db,
  )
}

/** All files of one form, in the order in which they came. */
export async function selectOfForm(work: Work, formKey: string): Promise<Upload[]> {
  return (
    await sql<Upload>`select ${columns} from upload where tenant_id = ${work.tenant} and form_key = ${formKey} order by at, id`.execute(work.db)
  ).rows
}

/** All files that hang on one ticket, in the order in which they came. */
export async function selectOfTicket(work: Work, ticketId: string): Promise<Upload[]> {
  return (
    await sql<Upload>`select ${columns} from upload where tenant_id = ${work.tenant} and attached_to = ${ticketId} order by at, id`.execute(work.db)
  ).rows
}

/** Takes a waiting file out of its form. Its bytes go with the next sweep. */
export async function detachFromForm(work: Work, formKey: string, id: string): Promise<boolean> {
  const done = await sql`update upload set form_key = null
    where tenant_id = ${work.tenant} and form_key = ${formKey} and id = ${id} and attached_to is null`.execute(work.db)
  return done.numAffectedRows === 1n
}

/** Hangs waiting files of one form on a ticket; answers those that it could. */
export async function attachWaiting(work: Work, order: { formKey: string; ids: string[]; ticketId: string }): Promise<Upload[]> {
  return (
    await sql<Upload>`update upload set attached_to = ${order.ticketId}, attached_at = ${work.now}
      where tenant_id = ${work.tenant} and form_key = ${order.formKey} and id = any(${order.ids}::uuid[]) and attached_to is null
      returning ${columns}`.execute(work.db)
  ).rows
}

/** Removes up to `most` rows of files that waited since before `before`, leaving those that someone holds; answers the SHA-256 of what they named. */
export async function deleteWaiting(work: Work, before: Date, most: number): Promise<{ removed: number; sha256s: string[] }> {
  const { rows } = await sql<{ sha256: string; preview: string | null }>`delete from upload where tenant_id = ${work.tenant} and id in (
      select id from upload where tenant_id = ${work.tenant} and attached_to is null and at < ${before}
      order by at limit ${most} for update skip locked)
    returning sha256, preview_sha256 as preview`.execute(work.db)
  return { removed: rows.length, sha256s: [...new Set(rows.flatMap((row) => (row.preview ? [row.sha256, row.preview] : [row.sha256])))] }
}

/** Those of the digests that some row of the tenant still names: a file, or a covered copy of one. */
export async function selectNamed(work: Work, sha256s: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ sha256: string }>`select sha256 from upload where tenant_id = ${work.tenant} and sha256 = any(${sha256s})
    union select preview_sha256 from upload where tenant_id = ${work.tenant} and preview_sha256 = any(${sha256s})
    union select sha256 from picture_redaction where tenant_id = ${work.tenant} and sha256 = any(${sha256s})
    union select preview_sha256 from picture_redaction where tenant_id = ${work.tenant} and preview_sha256 = any(${sha256s})`.execute(work.db)
  return new Set(rows.map((row) => row.sha256))
}
