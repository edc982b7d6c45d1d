import type { ChainedEvent } from '../audit/index.ts'
import { type Field, type Facts, getStep, type Sop } from '../sop/index.ts'
import { fillBraces, type Names, writeFact } from './fill-braces.ts'
import { sopAt, type SopSpan } from './sop-spans.ts'

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
  /** Whether this reader may see the values of a field of that SOP; all of them, if absent. */
  mayRead?(field: Field, sop: Sop): boolean
}

/** What events are read by: one SOP, or for a ticket that was moved each from its event on. */
export type TimelineSops = Sop | readonly SopSpan[]

/** The whole history as officers read it: each act with what was filled in, in the words of the SOP that was in force. */
export function officerTimeline(sops: TimelineSops, events: ChainedEvent[], names: TimelineNames): TimelineEntry[] {
  return events.map((event) => {
    const sop = sopAt(sops, event.seq)
    const details = event.act === 'pindah-layanan' ? moveDetails(sops, event) : detailsOf(sop, event, names)
    return { ...entryBase(event), text: officerText(sop, event), details }
  })
}

/** The history as the reporter reads it: only acts that have news for them, in the plain words of the SOP that was in force. */
export function reporterTimeline(sops: TimelineSops, events: ChainedEvent[], names: TimelineNames): TimelineEntry[] {
  return events.flatMap((event) => {
    const text = event.act === 'pindah-layanan' ? moveText(sops, event) : reporterText(sopAt(sops, event.seq), event, names)
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
  'catatan-internal': { officer: 'Catatan internal' },
  'gambar-disamarkan': { officer: 'Tampilan gambar untuk umum diatur' },
  'tulisan-disamarkan': { officer: 'Tulisan untuk umum disamarkan' },
  'alasan-terlambat': { officer: 'Alasan keterlambatan ditulis' },
  'gabung': { officer: 'Digabungkan ke tiket lain', reporter: 'Laporan Anda digabungkan dengan laporan lain tentang hal yang sama.' },
  'terima-gabungan': { officer: 'Laporan serupa digabungkan ke sini', reporter: 'Laporan lain tentang hal yang sama digabungkan ke sini.' },
  'bagi': { officer: 'Dibagi ke beberapa unit' },
  'bagian': { officer: 'Dibuka sebagai bagian dari tiket lain' },
  'bagian-selesai': { officer: 'Bagian selesai' },
  'bagian-ditarik': { officer: 'Bagian ditarik kembali' },
  'bagian-dikembalikan': { officer: 'Bagian dikembalikan untuk diperbaiki' },
  'jawaban-gabungan': { officer: 'Jawaban gabungan dikirim', reporter: 'Laporan Anda telah dijawab. Jawabannya gabungan dari beberapa unit.' },
  'batal-gabung': { officer: 'Penggabungan dibatalkan; tiket berjalan lagi', reporter: 'Penggabungan dibatalkan. Laporan Anda diproses lagi tersendiri.' },
  'lepas-gabungan': { officer: 'Penggabungan laporan lain dibatalkan' },
  'pindah-layanan': { officer: 'Tiket dipindahkan ke layanan lain' },
  'buka-lagi': { officer: 'Pelapor membuka lagi laporan ini', reporter: 'Anda membuka lagi laporan ini.' },
  'hapus-data': { officer: 'Data pribadi pelapor dihapus atas permintaannya', reporter: 'Data pribadi Anda dihapus.' },
  'betulkan-nik': { officer: 'Pelapor membetulkan NIK-nya; pemeriksaan identitas sebelum ini memakai NIK yang lama', reporter: 'Anda membetulkan NIK.' },
  'keberatan': { officer: 'Pemohon mengajukan keberatan', reporter: 'Anda mengajukan keberatan.' },
  'cabut': { officer: 'Pelapor mencabut laporan', reporter: 'Anda mencabutnya kembali.' },
  'kalender-berubah': { officer: 'Kalender libur berubah; tenggat dihitung ulang', reporter: 'Hari libur berubah, sehingga tenggatnya dihitung ulang.' },
}

function movedBetween(sops: TimelineSops, event: ChainedEvent): { from: string; to: string } {
  return { from: sopAt(sops, event.seq).shortTitle, to: sopAt(sops, event.seq + 1).shortTitle }
}

function moveText(sops: TimelineSops, event: ChainedEvent): string {
  const { from, to } = movedBetween(sops, event)
  return `Tiket Anda dipindahkan dari ${from} ke ${to}. Nomor dan riwayatnya tetap.`
}

function moveDetails(sops: TimelineSops, event: ChainedEvent): TimelineEntry['details'] {
  const { from, to } = movedBetween(sops, event)
  return [{ label: 'Dari', text: from }, { label: 'Ke', text: to }]
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
  const part = partText(event, names)
  if (part) return part
  const own = ownActs[event.act]
  if (own) return own.reporter
  if (event.seq === 1) return `${sop.kind === 'request' ? 'Permohonan' : 'Laporan'} Anda diterima dan dicatat.`
  const { act } = actOf(sop, event)
  if (!act?.news) return undefined
  const filled = (event.body.isi ?? {}) as Facts
  const unit = typeof event.body.unit === 'string' ? event.body.unit : undefined
  return fillBraces(act.news, { sop, facts: { ...names.facts, ...filled }, unit, names })
}

function detailsOf(sop: Sop, event: ChainedEvent, names: TimelineNames): TimelineEntry['details'] {
  const details = Object.entries((event.body.isi ?? {}) as Facts).flatMap(([name, value]) => {
    const field = sop.fields.find((f) => f.name === name)
    return !field || field.type === 'files' || names.mayRead?.(field, sop) === false ? [] : [{ label: field.label, text: writeFact(value, name, { sop, names }) }]
  })
  const found = event.body.klasifikasi as { kelas: string; kategori: string; cocok: { class: string[]; category: string[] } } | undefined
  if (found) {
    details.push({ label: 'Klasifikasi', text: `${names.class(found.kelas)}${matched(found.cocok.class)}` })
    details.push({ label: 'Kategori', text: `${names.category(found.kategori)}${matched(found.cocok.category)}` })
  }
  if (event.act === 'tenggat-terlewati') details.push({ label: 'Pelaksana', text: ((event.body.pelaksana ?? []) as string[]).join(', ') })
  if (event.act === 'alasan-terlambat') details.push({ label: 'Tentang', text: lateText(sop, event) }, { label: 'Alasan', text: String(event.body.alasan ?? '') })
  const other = event.body['ke-tiket'] ?? event.body['dari-tiket'] ?? (event.act.endsWith('-gabungan') || event.act.startsWith('bagian-') ? event.body.tiket : undefined) ?? event.body['tiket-induk']
  if (other) details.push({ label: 'Tiket', text: String(other) })
  if (event.act === 'bagi') details.push({ label: 'Unit', text: partUnits(event, names) })
  if (event.body['unit-bagian']) details.push({ label: 'Unit', text: names.unit(String(event.body['unit-bagian'])) })
  if (event.act === 'bagian-ditarik' && event.body.alasan) details.push({ label: 'Alasan', text: String(event.body.alasan) })
  if (event.act === 'bagian-dikembalikan' && event.body.catatan) details.push({ label: 'Catatan', text: String(event.body.catatan) })
  if (event.act === 'batal-gabung') details.push({ label: 'Alasan', text: String(event.body.alasan ?? '') })
  if (event.act === 'tambah-keterangan') details.push({ label: 'Keterangan', text: String(event.body.keterangan ?? '') })
  if ((event.act === 'cabut' || event.act === 'buka-lagi') && event.body.alasan) details.push({ label: 'Alasan', text: String(event.body.alasan) })
  if (event.act === 'jawab-pertanyaan') details.push({ label: 'Pertanyaan', text: String(event.body.pertanyaan ?? '') }, { label: 'Balasan', text: String(event.body.balasan ?? '') })
  return details
}

/** What the reporter of a split ticket reads of its parts, on the one ticket that is theirs. */
function partText(event: ChainedEvent, names: TimelineNames): string | undefined {
  if (event.act === 'bagi') return `Laporan Anda diteruskan ke ${partUnits(event, names)}. Masing-masing menjawab bagiannya.`
  if (event.act !== 'bagian-selesai' || !event.body['unit-bagian']) return undefined
  const unit = names.unit(String(event.body['unit-bagian']))
  return event.body.terjawab === true ? `${unit} telah menyusun jawaban untuk bagiannya.` : undefined
}

function partUnits(event: ChainedEvent, names: TimelineNames): string {
  return ((event.body.bagian ?? []) as { unit: string }[]).map(({ unit }) => names.unit(unit)).join('; ')
}

function lateText(sop: Sop, event: ChainedEvent): string {
  if (event.body.lingkup === 'ticket') return 'Batas waktu seluruh tiket'
  return sop.steps.find((step) => step.name === event.body.langkah)?.activity ?? String(event.body.langkah)
}

function matched(words: string[]): string {
  return words.length > 0 ? ` (kata yang cocok: ${[...new Set(words)].join(', ')})` : ' (tidak ada kata kunci yang cocok)'
}

/** Where the ticket stands now, in the SOP's words for its reporter. */
export function standsAt(sop: Sop, step: string): string {
  return getStep(sop, step).forReporter
}
