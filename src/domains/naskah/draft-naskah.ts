import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { type DraftScene, fillFrame, gap } from './draft-text.ts'
import { getVersion } from './naskah-history.ts'
import type { Naskah, NaskahFrame } from './naskah.ts'
import { findNaskah, idOf, lockNaskah, recordNaskahEvent } from './naskah-store.ts'
import type { NaskahTemplate } from './naskah-template.ts'
import { newProofToken } from './proof-code.ts'
import { getNaskahTemplate } from './template-store.ts'
import { voidLocked } from './void-naskah.ts'

export interface DraftOrder extends DraftScene {
  ticketId: string
  template: string
  /** The text as the officer left it. Paragraphs have an empty line between them. */
  body: string
  /** Of whom, in words: `Fungsional Pranata Komputer`. */
  role: string
  /** The form's field, for its faults. */
  field?: string
}

/** Most letters of a body: about eight pages. */
export const mostOfBody = 20_000

/**
 * Keeps a new version of this ticket's letter of that template, or its first. Initials on earlier versions no longer hold; a number stays. The same text again changes
 * nothing. A signed letter that was not sent is given up for a new one; after one that was sent or given up, another begins. Refuses `bad-input`.
 */
export async function draftNaskah(work: Work, order: DraftOrder): Promise<Naskah> {
  const template = await getNaskahTemplate(work, order.template)
  const body = readBody(order.body, order.field ?? 'isi-surat')
  const frame = fillFrame(template, order)
  const before = await lockNaskah(work, { ticketId: order.ticketId, template: order.template })
  if (!before || before.state === 'sent') return await beginNaskah(work, { order, template, body, frame })
  if (before.state !== 'void') {
    const text = await getVersion(work, before.id, before.version)
    // The frame went through JSON, where keys without a value are left out.
    if (text.body === body && isDeepStrictEqual(text.frame, JSON.parse(JSON.stringify(frame)))) return before
    if (before.state !== 'signed') return await changeNaskah(work, before, { role: order.role, body, frame })
    await voidLocked(work, before, 'Diganti dengan konsep baru sebelum dikirim.')
  }
  const naskah = await beginNaskah(work, { order, template, body, frame })
  if (!before.replacedBy) await markReplaced(work, before, naskah)
  return naskah
}

function readBody(typed: string, field: string): string {
  const body = typed.replaceAll('\r\n', '\n').replace(/(?![\t\n])\p{Cc}/gu, '').toWellFormed().split('\n').map((line) => line.trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n').trim()
  if (body === '') refuseInput([{ field, text: 'Isi surat: tulis isi suratnya.' }])
  if (body.length > mostOfBody) refuseInput([{ field, text: `Isi surat: ${body.length} huruf; paling banyak ${mostOfBody}.` }])
  if (body.includes(gap)) refuseInput([{ field, text: `Isi surat: masih ada bagian yang belum diisi, ditandai “${gap}”. Isi atau hapus bagian itu.` }])
  return body
}

interface NewText {
  role: string
  body: string
  frame: NaskahFrame
}

async function beginNaskah(work: Work, { order, template, body, frame }: { order: DraftOrder; template: NaskahTemplate; body: string; frame: NaskahFrame }): Promise<Naskah> {
  const id = newId(work.now)
  await sql`
    insert into naskah (tenant_id, id, ticket_id, template, unit, subject, recipient, token, open, created_at, updated_at)
    values (${work.tenant}, ${id}, ${order.ticketId}, ${template.code}, ${template.unit}, ${frame.subject}, ${frame.recipient}, ${newProofToken()}, ${template.open}, ${work.now}, ${work.now})`.execute(work.db)
  await keepVersion(work, id, 1, { role: order.role, body, frame })
  return (await findNaskah(work, { id }))!
}

async function changeNaskah(work: Work, { id, version }: Naskah, text: NewText): Promise<Naskah> {
  await keepVersion(work, id, version + 1, text)
  await sql`
    update naskah set version = ${version + 1}, state = 'draft', subject = ${text.frame.subject}, recipient = ${text.frame.recipient}, updated_at = ${work.now}
    where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
  return (await findNaskah(work, { id }))!
}

async function keepVersion(work: Work, naskahId: string, no: number, { role, body, frame }: NewText): Promise<void> {
  await sql`
    insert into naskah_version (tenant_id, naskah_id, no, body, frame, at, by_kind, by_id, role)
    values (${work.tenant}, ${naskahId}, ${no}, ${body}, ${JSON.stringify(frame)}::jsonb, ${work.now}, ${work.actor.kind}, ${idOf(work)}, ${role})`.execute(work.db)
  await recordNaskahEvent(work, { naskahId, kind: 'drafted', version: no, note: role })
}

async function markReplaced(work: Work, before: Naskah, after: Naskah): Promise<void> {
  await sql`update naskah set replaced_by = ${after.id}, updated_at = ${work.now} where tenant_id = ${work.tenant} and id = ${before.id}`.execute(work.db)
  await recordNaskahEvent(work, { naskahId: before.id, kind: 'replaced', version: before.version })
}
