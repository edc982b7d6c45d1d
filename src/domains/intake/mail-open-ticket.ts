import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { localDate } from '../calendar/index.ts'
import { type Upload, uploadsOfForm } from '../files/index.ts'
import { queueForNewContact, saveContact } from '../messages/index.ts'
import { findTenant } from '../organisation/index.ts'
import { type Field, isRequired, type Sop, sopsInForce, type Typed } from '../sop/index.ts'
import { openTicket, type Ticket } from '../tickets/index.ts'
import type { Incoming } from './incoming.ts'
import type { MailWords } from './mail-incoming.ts'
import { listNames } from './mail-names.ts'

export interface MailTicketOrder {
  message: Incoming
  /** The mail as it was kept, and the sender's own words of it, without quotes and signature. */
  words: MailWords
  text: string
  /** Said below the story, for the officers. */
  note?: string
}

export interface MailTicket {
  ticket: Ticket
  /** Names of attachments that the ticket did not get: what was not kept, and what its form does not take. */
  left: string[]
  /** The field of the form that the others went to. */
  field?: Field
}

/**
 * Opens a ticket of the tenant's complaint SOP that needs no account; `undefined` where there is none that a mail can fill. The receipt goes to the
 * sender's address. Nobody's account becomes the reporter: a sender is easily written falsely. Files of a kind that the form does not take, or more
 * than it takes, are left out; the words never are. Refuses an empty mail, and what the SOP's form refuses.
 */
export async function openMailTicket(work: Work, order: MailTicketOrder): Promise<MailTicket | undefined> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const sop = mailSop(await sopsInForce(work, localDate(work.now, tenant.zone)))
  if (!sop) return undefined
  const { message, words } = order
  const uploads = await uploadsOfForm(work, message.id)
  const field = fieldForFiles(sop)
  const taken = uploads.filter((upload) => takesKind(sop, field, upload)).slice(0, field?.most ?? 5)
  const left = [...uploads.filter((upload) => !taken.includes(upload)).map((upload) => upload.name), ...words.left]
  const files = field && { [field.name]: taken.map((upload) => upload.id) }
  const typed = { ...fillForm(sop, { subject: words.subject, story: storyOf(order, uploads.length), note: notesOf(order.note, left) }), ...files }
  const asGuest = { ...work, actor: { kind: 'guest' as const } }
  const ticket = await openTicket(asGuest, { sop, formKey: message.id, typed, channel: 'email', receivedAt: message.receivedAt })
  const opened = { ticket, left, ...(field && { field }) }
  if (message.from === '') return opened
  await saveContact(work, { kind: 'ticket', id: ticket.id }, { channel: 'email', address: message.from })
  await queueForNewContact(work, ticket.id)
  return opened
}

/** Where a mail's files go: never to a field for personal papers, since pictures that come by mail are published with their ticket. */
function fieldForFiles(sop: Sop): Field | undefined {
  const fields = sop.fields.filter((one) => one.type === 'files' && !one.personal && sop.form.some((use) => use.field === one.name))
  return fields.find((one) => one.name === 'lampiran') ?? fields[0]
}

// The form looks at the field that a file was kept under, too.
function takesKind(sop: Sop, field: Field | undefined, upload: Upload): boolean {
  const kind = upload.kind === 'pdf' ? 'pdf' : 'image'
  return field !== undefined && sop.fields.every((one) => !one.accepts || one.accepts.includes(kind) || ![field.name, upload.field].includes(one.name))
}

/**
 * A complaint SOP that asks for no account and for no more than a title and a story. One that hears objections to another is not for new complaints.
 */
function mailSop(sops: Sop[]): Sop | undefined {
  const objections = new Set(sops.flatMap((sop) => sop.objection?.sop ?? []))
  return sops.find((sop) => sop.kind === 'complaint' && sop.intake.account === 'optional' && !objections.has(sop.code)
    && sop.form.some((use) => use.field === 'uraian') && sop.form.every((use) => ['judul', 'uraian'].includes(use.field) || !isRequired(use, {})))
}

function storyOf({ words, text }: MailTicketOrder, uploads: number): string {
  if (text !== '') return text
  if (uploads > 0) return words.subject || 'Surat ini hanya berisi lampiran.'
  if (words.subject !== '') return words.subject
  const refusal = 'Surat Anda kosong, sehingga belum dapat kami terima sebagai laporan. Tulislah apa yang terjadi dan di mana, lalu kirim lagi.'
  throw new Refusal('bad-input', refusal)
}

function notesOf(note: string | undefined, left: string[]): string {
  const missing = left.length > 0 ? `Lampiran yang tidak tersimpan: ${listNames(left)}. Surat aslinya ada di kotak surel.` : undefined
  return [note, missing].flatMap((one) => (one ? [`\n\n[${one}]`] : [])).join('')
}

function fillForm(sop: Sop, mail: { subject: string; story: string; note: string }): Typed {
  const most = (name: string, usual: number) => sop.fields.find((field) => field.name === name)?.maxLength ?? usual
  const title = mail.subject.replace(/^((re|fwd?|bls|balas|trs|terusan)\s*(\[\d+\])?\s*:\s*)+/i, '') || mail.story.split('\n')[0]!
  return {
    judul: shorten(title, Math.min(120, most('judul', 200))), uraian: shorten(mail.story, most('uraian', 8000) - mail.note.length) + mail.note,
  }
}

const cutMark = '…\n\n[Terpotong: surat ini lebih panjang. Selengkapnya ada di kotak surel.]'

/** The text within so many letters; a long one says that it goes on in the mailbox. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  return most > 500 ? text.slice(0, most - cutMark.length).toWellFormed() + cutMark : `${text.slice(0, most - 1).toWellFormed()}…`
}
