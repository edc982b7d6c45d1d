import type { Work } from '../../kernel/work.ts'
import { type ChainedEvent, chainFaults, eventsOf, type Json, type Witness, witnessesOf } from '../audit/index.ts'
import type { Facts } from '../sop/index.ts'
import { digestReporterText, type KeptText, reporterTexts, textsOf } from './reporter-text.ts'
import { sopAt, sopSpans, type SopSpan } from './sop-spans.ts'
import type { Ticket } from './ticket.ts'
import { digestSent, digestText } from './ticket-course.ts'

/** One event of the reporter's own ticket, as the check found it. */
export interface CheckedEvent {
  event: ChainedEvent
  witness: Witness
  /** What is wrong with it; empty where all is as it was written. */
  faults: string[]
  /** Whether its content is for the reporter. Of the others they get hash and link, which prove their place. */
  open: boolean
}

export interface OwnChain {
  events: CheckedEvent[]
  /** What is wrong with the ticket beyond single events: its end, its story, its answer. */
  faults: string[]
}

/** Checks one ticket all through: each hash and link, the seals, and that story, texts and answer are those that the events bear witness to. */
export async function checkOwnChain(work: Work, ticket: Ticket): Promise<OwnChain> {
  const events = await eventsOf(work, ticket.id)
  const found = chainFaults(work.tenant, ticket.id, events)
  const [witnesses, texts] = [await witnessesOf(work, ticket.id), await textsOf(work, ticket.id)]
  // A tampered event may name an SOP that never was.
  const spans = await sopSpans(work, events).catch(() => [])
  const checked = events.map((event): CheckedEvent => {
    const witness = witnesses.get(event.seq) ?? { state: 'none' }
    const faults = [...found.filter((fault) => fault.seq === event.seq).map((fault) => fault.text), ...textFaults(event, texts, events), ...(witness.state === 'none' ? [`peristiwa ${event.seq} tidak pernah disegel`] : [])]
    return { event, witness, faults, open: isForReporter(event, spans) }
  })
  const seqs = new Set(events.map((event) => event.seq))
  return { events: checked, faults: [...found.filter((fault) => !seqs.has(fault.seq ?? 0)).map((fault) => fault.text), ...ticketFaults(ticket, events)] }
}

function ticketFaults(ticket: Ticket, events: ChainedEvent[]): string[] {
  const last = events.at(-1)
  const told = events.findLast((event) => event.seq === 1 || event.act === 'hapus-data')
  const answered = events.findLast((event) => typeof event.body['sidik-jawaban'] === 'string')
  return [
    ...(last?.seq === ticket.chain.seq && last.hash.equals(ticket.chain.hash) ? [] : [`ujung rantai tidak cocok: tiket mengingat peristiwa ${ticket.chain.seq}, rantai berakhir pada ${last?.seq ?? 0}`]),
    ...(typeof told?.body.sidik === 'string' && digestSent(ticket) !== told.body.sidik ? [`isi laporan diubah: tidak cocok dengan sidik pada peristiwa ${told.seq}`] : []),
    ...(answered && digestText(ticket.answer ?? '') !== answered.body['sidik-jawaban'] ? [`jawaban diubah: tidak cocok dengan sidik pada peristiwa ${answered.seq}`] : []),
    ...(ticket.answer !== undefined && !answered ? ['ada jawaban yang tidak pernah dilepas oleh satu peristiwa pun'] : []),
  ]
}

function textFaults(event: ChainedEvent, texts: KeptText[], events: ChainedEvent[]): string[] {
  const erased = events.some((one) => one.seq > event.seq && one.act === 'hapus-data')
  return reporterTexts.filter((name) => event.body[`sidik-${name}`] !== undefined).flatMap((name) => {
    const kept = texts.find((one) => one.seq === event.seq && one.name === name)
    if (kept?.text === null && erased) return []
    const same = kept?.text != null && kept.salt !== null && digestReporterText(kept.salt, kept.text) === event.body[`sidik-${name}`]
    return same ? [] : [`tulisan Anda pada peristiwa ${event.seq} diubah atau dihapus`]
  })
}

const plainActs = new Set(['baca-jawaban', 'jawab-pertanyaan', 'tambah-keterangan', 'cabut', 'buka-lagi', 'keberatan', 'hapus-data', 'betulkan-nik', 'tenggat-terlewati', 'kalender-berubah', 'pindah-layanan'])

/** An act of the SOP is for the reporter if all that was filled in with it is theirs, was told to them, or is the answer. */
function isForReporter(event: ChainedEvent, spans: SopSpan[]): boolean {
  if (event.seq === 1 || plainActs.has(event.act)) return true
  if (spans.length === 0) return false
  const sop = sopAt(spans, event.seq)
  const act = sop.steps.find((step) => step.name === event.body.langkah)?.acts.find((one) => one.name === event.act)
  if (!act) return false
  const told = new Set([...(act.news ?? '').matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!))
  const known = (name: string) => told.has(name) || sop.form.some((use) => use.field === name) || (name === 'jawaban' && event.body['sidik-jawaban'] !== undefined)
  return Object.keys((event.body.isi ?? {}) as Facts).every(known)
}

/** How each hash is made, for the file that the reporter takes along. */
const proofWords = [
  'Setiap peristiwa: sidik = SHA-256 (heksadesimal) dari teks JSON kanonik [penyelenggara, id, nomor, waktu, pelaku, tindakan, isi, sidik-sebelumnya].',
  'JSON kanonik: UTF-8, kunci objek diurutkan menurut kode hurufnya (UTF-16), tanpa spasi. Sidik sebelum peristiwa pertama: 64 angka nol.',
  'Peristiwa tertutup memuat hal yang hanya untuk petugas: sidik dan sambungannya disertakan, isinya tidak.',
  'sidik pada isi peristiwa 1 (atau pada peristiwa hapus-data terakhir) = SHA-256 dari "<garam>:<JSON kanonik yang-dikirim>"; tanpa garam, dari JSON kanoniknya saja. sidik-jawaban = SHA-256 dari teks "jawaban".',
  'Tulisan Anda: sidik-<nama> pada isi peristiwanya = SHA-256 dari "<garam>:<tulisan>".',
]

/** All that the reporter needs to check their ticket elsewhere: what is theirs of each event, the texts, and the seals' hashes. */
export async function ownProof(work: Work, ticket: Ticket, chain: OwnChain): Promise<{ [key: string]: Json }> {
  const texts = await textsOf(work, ticket.id)
  return {
    format: 'tanggap-rantai-2', cara: proofWords, penyelenggara: work.tenant, nomor: ticket.number, id: ticket.id, dibuat: work.now.toISOString(),
    'yang-dikirim': ticket.submitted, garam: ticket.salt ?? null, jawaban: ticket.answer ?? null,
    tulisan: texts.map((one) => ({ nomor: one.seq, nama: one.name, garam: one.salt, tulisan: one.text })),
    peristiwa: chain.events.map(({ event, witness, open }) => ({
      nomor: event.seq, sidik: event.hash.toString('hex'), 'sidik-sebelumnya': event.prev.toString('hex'), tertutup: !open,
      ...(open && { waktu: event.at.toISOString(), pelaku: { ...event.actor }, tindakan: event.act, isi: event.body }),
      ...(witness.state === 'sealed' && { segel: witness.seal, 'sidik-segel': witness.sealHash }),
    })),
  }
}
