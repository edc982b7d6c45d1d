import type { ChainedEvent } from '../audit/index.ts'
import { type Field, type Facts, getStep, type Sop } from '../sop/index.ts'
import { fillBraces, type Names, writeFact } from './fill-braces.ts'

/** One line of a ticket's history, for people. */
export interface TimelineEntry {
  seq: number
  at: Date
  /** The role that acted, as the sheet names it. */
  role: string
  officerId?: string
  /** What happened, in plain words. */
  text: string
  /** What was written with it, for those who may read it. */
  details: { label: string; text: string }[]
  system: boolean
  act: string
}

export interface TimelineNames extends Names {
  /** The ticket's facts, for news that names a field of the form. */
  facts?: Facts
  /** Whether this reader may see the values of a field; all of them, if absent. */
  mayRead?(field: Field): boolean
}

/** The whole history as officers read it: each act with what was filled in. */
export function officerTimeline(sop: Sop, events: ChainedEvent[], names: TimelineNames): TimelineEntry[] {
  return events.map((event) => ({
    ...entryBase(event), text: officerText(sop, event), details: detailsOf(sop, event, names),
  }))
}

/** The history as the reporter reads it: only acts that have news for them, in the SOP's own plain words. */
export function reporterTimeline(sop: Sop, events: ChainedEvent[], names: TimelineNames): TimelineEntry[] {
  return events.flatMap((event) => {
    const text = reporterText(sop, event, names)
    return text ? [{ ...entryBase(event), text, details: [] }] : []
  })
}

function entryBase(event: ChainedEvent) {
  const { actor } = event
  return {
    seq: event.seq, at: event.at, act: event.act, role: actor.role ?? 'Sistem', system: actor.kind === 'system', ...(actor.kind === 'officer' && actor.id && { officerId: actor.id }),
  }
}

const ownActs: Record<string, { officer: string; reporter?: string }> = {
  'tenggat-terlewati': { officer: 'Tenggat terlewati' },
  'baca-jawaban': { officer: 'Pelapor membaca jawaban', reporter: 'Anda membaca jawaban.' },
  'jawab-pertanyaan': { officer: 'Pelapor menjawab pertanyaan; waktu berjalan lagi', reporter: 'Anda menjawab pertanyaan petugas. Waktu berjalan lagi.' },
  'tambah-keterangan': { officer: 'Pelapor menambah keterangan', reporter: 'Anda menambah keterangan.' },
  'cabut': { officer: 'Pelapor mencabut laporan', reporter: 'Anda mencabut laporan ini.' },
  'kalender-berubah': { officer: 'Kalender libur berubah; tenggat dihitung ulang', reporter: 'Hari libur berubah, sehingga tenggat laporan Anda dihitung ulang.' },
}

function actOf(sop: Sop, event: ChainedEvent) {
  const name = typeof event.body.langkah === 'string' ? event.body.langkah : sop.steps[0]!.name
  const step = sop.steps.find((s) => s.name === name)
  return { step, act: step?.acts.find((a) => a.name === event.act) }
}

function officerText(sop: Sop, event: ChainedEvent): string {
  const own = ownActs[event.act]
  if (own) return own.officer
  const { step, act } = actOf(sop, event)
  if (!step || !act) return event.act
  return event.actor.kind === 'system' ? step.activity : act.label
}

function reporterText(sop: Sop, event: ChainedEvent, names: TimelineNames): string | undefined {
  const own = ownActs[event.act]
  if (own) return own.reporter
  if (event.seq === 1) return 'Laporan Anda diterima dan dicatat.'
  const { act } = actOf(sop, event)
  if (!act?.news) return undefined
  const filled = (event.body.isi ?? {}) as Facts
  const unit = typeof event.body.unit === 'string' ? event.body.unit : undefined
  return fillBraces(act.news, { sop, facts: { ...names.facts, ...filled }, unit, names })
}

function detailsOf(sop: Sop, event: ChainedEvent, names: TimelineNames): TimelineEntry['details'] {
  const details = Object.entries((event.body.isi ?? {}) as Facts).flatMap(([name, value]) => {
    const field = sop.fields.find((f) => f.name === name)
    return !field || field.type === 'files' || names.mayRead?.(field) === false ? [] : [{ label: field.label, text: writeFact(value, name, { sop, names }) }]
  })
  const found = event.body.klasifikasi as { kelas: string; kategori: string; cocok: { class: string[]; category: string[] } } | undefined
  if (found) {
    details.push({ label: 'Klasifikasi', text: `${names.class(found.kelas)}${matched(found.cocok.class)}` })
    details.push({ label: 'Kategori', text: `${names.category(found.kategori)}${matched(found.cocok.category)}` })
  }
  if (event.act === 'tenggat-terlewati') details.push({ label: 'Pelaksana', text: ((event.body.pelaksana ?? []) as string[]).join(', ') })
  if (event.act === 'tambah-keterangan') details.push({ label: 'Keterangan', text: String(event.body.keterangan ?? '') })
  if (event.act === 'cabut' && event.body.alasan) details.push({ label: 'Alasan', text: String(event.body.alasan) })
  if (event.act === 'jawab-pertanyaan') details.push({ label: 'Pertanyaan', text: String(event.body.pertanyaan ?? '') }, { label: 'Balasan', text: String(event.body.balasan ?? '') })
  return details
}

function matched(words: string[]): string {
  return words.length > 0 ? ` (kata yang cocok: ${[...new Set(words)].join(', ')})` : ' (tidak ada kata kunci yang cocok)'
}

/** Where the ticket stands now, in the SOP's words for its reporter. */
export function standsAt(sop: Sop, step: string): string {
  return getStep(sop, step).forReporter
}
