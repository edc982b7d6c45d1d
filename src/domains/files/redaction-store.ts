import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Box } from './redact-image.ts'
import type { FileKind } from './upload.ts'

/** The covered copy of a picture, as its bytes lie in the file room. */
export interface RedactedCopy {
  kind: FileKind
  bytes: number
  sha256: string
  previewSha256: string
  previewBytes: number
}

/** One version of what everybody sees of a file. The newest counts; `no` begins at 1. */
export interface Redaction {
  uploadId: string
  no: number
  at: Date
  officerId: string
  /** Not shown to everybody at all. */
  hidden: boolean
  boxes: Box[]
  /** Absent where nothing is covered. */
  copy?: RedactedCopy
}

/** A version to be kept, with the form that it came by. */
export type NewRedaction = Redaction & { ticketId: string; formKey: string }

interface Row extends Omit<Redaction, 'copy'> {
  kind: FileKind | null
  bytes: number
  sha256: string
  previewSha256: string
  previewBytes: number
}

/** Adds a version; there is no other way to change one. */
export async function insertRedaction(work: Work, redaction: NewRedaction): Promise<void> {
  const { copy } = redaction
  await sql`
    insert into picture_redaction (tenant_id, upload_id, no, ticket_id, form_key, at, officer_id, hidden, boxes, kind, bytes, sha256, preview_sha256, preview_bytes)
    values (${work.tenant}, ${redaction.uploadId}, ${redaction.no}, ${redaction.ticketId}, ${redaction.formKey}, ${redaction.at}, ${redaction.officerId}, ${redaction.hidden},
      ${JSON.stringify(redaction.boxes)}, ${copy?.kind ?? null}, ${copy?.bytes ?? null}, ${copy?.sha256 ?? null}, ${copy?.previewSha256 ?? null}, ${copy?.previewBytes ?? null})`.execute(work.db)
}

/** Whether this form has been kept already. */
export async function hasRedactionOf(work: Work, uploadId: string, formKey: string): Promise<boolean> {
  const { rows } = await sql`select 1 from picture_redaction where tenant_id = ${work.tenant} and upload_id = ${uploadId} and form_key = ${formKey}`.execute(work.db)
  return rows.length > 0
}

/** All versions of a ticket's files, oldest first. */
export async function redactionsOf(work: Work, ticketId: string): Promise<Redaction[]> {
  const { rows } = await sql<Row>`
    select upload_id as "uploadId", no, at, officer_id as "officerId", hidden, boxes, kind, bytes, sha256, preview_sha256 as "previewSha256", preview_bytes as "previewBytes"
    from picture_redaction where tenant_id = ${work.tenant} and ticket_id = ${ticketId} order by upload_id, no`.execute(work.db)
  return rows.map(({ kind, bytes, sha256, previewSha256, previewBytes, ...row }) => ({ ...row, ...(kind && { copy: { kind, bytes, sha256, previewSha256, previewBytes } }) }))
}
