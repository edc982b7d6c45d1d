import type { Work } from '../../kernel/work.ts'
import { attachUploads, uploadsOfForm } from '../files/index.ts'
import type { Field } from '../sop/index.ts'
import { addInformation, answerQuestion, type Ticket } from '../tickets/index.ts'
import { attempt } from './attempt.ts'
import type { Incoming, Outcome } from './incoming.ts'
import type { KnownSender } from './known-sender.ts'
import { cutQuotes } from './mail-cut-quotes.ts'
import { findMailSubject, type MailSubject } from './mail-find-ticket.ts'
import { type MailWords, readWords } from './mail-incoming.ts'
import { listNames } from './mail-names.ts'
import { openMailTicket } from './mail-open-ticket.ts'
import { replyToMail } from './mail-reply.ts'

interface Scene {
  work: Work
  message: Incoming
  words: MailWords
  /** The sender's own words, without quotes and signature. */
  text: string
}

/**
 * Makes of a kept mail what it is: the answer to a question, something to add to its ticket, or a new one. Whatever it is not, the sender is told.
 */
export async function handleMail(work: Work, message: Incoming, sender: KnownSender): Promise<Outcome> {
  const words = readWords(message.text)
  const isReply = words.references.length > 0 || /^(re|bls|balas)\s*:/i.test(words.subject)
  const scene: Scene = { work, message, words, text: cutQuotes(words.text, isReply) }
  const subject = await findMailSubject(work, { message, sender }, { references: words.references, words: `${words.subject}\n${scene.text}` })
  if (subject.fromOfficer) {
    const path = subject.mentioned ? `/kotak-masuk/${subject.mentioned}` : '/kotak-masuk'
    const answer = `Tanggapan petugas tidak diterima lewat surel. Buka {situs}${path} untuk menanggapi.`
    return await refuse(scene, 'balasan petugas atas surat tugas: ditolak', answer)
  }
  return (subject.ticket?.state.open && (await goOn(scene, subject.ticket))) || (await begin(scene, subject))
}

async function refuse({ work, message }: Scene, outcome: string, text: string): Promise<Outcome> {
  await replyToMail(work, message, { text })
  return { text: outcome }
}

/** Joins the mail to its open ticket; `undefined` where the ticket was closed in this very moment. */
async function goOn(scene: Scene, ticket: Ticket): Promise<Outcome | undefined> {
  const { work, message, words } = scene
  const uploads = await uploadsOfForm(work, message.id)
  if (scene.text === '' && uploads.length === 0) {
    const answer = `Balasan Anda untuk laporan ${ticket.number} tidak berisi tulisan baru. `
      + 'Tulislah jawaban Anda di atas surat yang dikutip, lalu kirim lagi.'
    return await refuse(scene, 'balasan tanpa tulisan baru', answer)
  }
  const story = scene.text || `Pelapor mengirim ${uploads.length} lampiran.`
  const added = await addTo(work, ticket, story.length > 8000 ? `${story.slice(0, 7900).toWellFormed()}… [terpotong]` : story)
  if (!added) return undefined
  if (uploads.length > 0) await attachUploads(work, { formKey: message.id, ids: uploads.map((upload) => upload.id), ticketId: ticket.id })
  if (words.left.length > 0) await replyToMail(work, message, { text: aboutAttachments(ticket, words.left), ticketId: ticket.id })
  return { text: added, ticketId: ticket.id }
}

/** The address has shown that this is the reporter. A question that was answered meanwhile makes it something to add. */
async function addTo(work: Work, ticket: Ticket, text: string): Promise<string | undefined> {
  const asReporter = { ...work, actor: { kind: 'guest' as const } }
  const order = { ticketId: ticket.id, text, holdsCode: true }
  const answered = ticket.state.waiting && 'done' in (await attempt(work, () => answerQuestion(asReporter, order)))
  if (answered) return `menjawab pertanyaan tiket ${ticket.number}`
  return 'done' in (await attempt(work, () => addInformation(asReporter, order))) ? `menambah keterangan tiket ${ticket.number}` : undefined
}

async function begin(scene: Scene, subject: MailSubject): Promise<Outcome> {
  const { work, message, words, text } = scene
  const mention = subject.mentioned && `Surat ini menyebut laporan ${subject.mentioned}.`
  const note = subject.ticket ? `Lanjutan laporan ${subject.ticket.number}, yang sudah selesai.` : mention
  const opened = await attempt(work, () => openMailTicket(work, { message, words, text, ...(note && { note }) }))
  if ('refusal' in opened) {
    const reason = opened.refusal.message
    return await refuse(scene, `ditolak: ${reason}`, `${reason} Anda juga dapat melapor di {situs}.`)
  }
  if (!opened.done) {
    const answer = 'Terima kasih atas surat Anda. Laporan belum dapat kami terima lewat surel. Sampaikanlah di {situs}: '
      + 'di sana laporan Anda mendapat nomor dan dapat dilacak.'
    return await refuse(scene, 'tidak ada layanan yang menerima laporan lewat surel', answer)
  }
  const { ticket, left, field } = opened.done
  if (left.length > 0) await replyToMail(work, message, { text: aboutAttachments(ticket, left, field), ticketId: ticket.id })
  return { text: `menjadi tiket ${ticket.number}`, ticketId: ticket.id }
}

function aboutAttachments(ticket: Ticket, left: string[], field?: Field): string {
  const kinds = (field?.accepts ?? ['image', 'pdf']).map((kind) => (kind === 'pdf' ? 'PDF' : 'foto (JPG, PNG, WebP)')).join(' atau ')
  return `Lampiran surat Anda untuk laporan ${ticket.number} yang tidak dapat kami simpan: ${listNames(left)}. Tulisan Anda sudah kami terima. Yang diterima: ${kinds}, `
    + `paling banyak ${Math.min(field?.most ?? 5, 5)} berkas dalam satu surat, masing-masing paling besar 10 MB. Anda dapat mengirimnya lagi dengan membalas surat ini.`
}
