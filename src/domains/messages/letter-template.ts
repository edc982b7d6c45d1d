import { sql } from 'kysely'
import { type Fault, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { forgetSettings, rememberSettings } from '../organisation/index.ts'

/** Kinds of message; each has its own words for letters. */
export const messageKinds = ['diterima', 'kabar', 'pertanyaan', 'jawaban', 'balasan', 'tugas', 'pengingat', 'masa-berlaku', 'terlambat', 'eskalasi', 'penugasan', 'ringkasan'] as const
export type MessageKind = (typeof messageKinds)[number]

/** What a template may name in braces. */
export const templateWords = ['nomor', 'judul', 'isi', 'tautan', 'pemerintah'] as const
export type TemplateWord = (typeof templateWords)[number]

export interface LetterTemplate {
  title: string
  text: string
}

/** One step of one SOP. */
export interface TemplatePlace {
  sop: string
  step: string
}

/** Which words: those of a kind everywhere, or at one step. */
export interface TemplateKey {
  kind: MessageKind
  at?: TemplatePlace | undefined
}

/** The words that count at a place. `own`: the tenant wrote them for this very place. */
export type ChosenTemplate = LetterTemplate & { own: boolean }

/** The product's own words, used where a tenant has none of its own. Short: most go out as one SMS. */
export const usualTemplates: Record<MessageKind, LetterTemplate> = {
  diterima: { title: 'Laporan {nomor} diterima', text: 'Laporan Anda kami terima dengan nomor {nomor}. Simpan nomor ini. Lacak: {tautan}' },
  kabar: { title: 'Kabar laporan {nomor}', text: 'Laporan {nomor}: {isi} {tautan}' },
  pertanyaan: { title: 'Pertanyaan tentang laporan {nomor}', text: 'Laporan {nomor}: {isi} Balas pesan ini atau buka {tautan}' },
  jawaban: { title: 'Jawaban laporan {nomor}', text: 'Jawaban laporan {nomor}: {isi} {tautan}' },
  balasan: { title: '{pemerintah}', text: '{isi}' },
  tugas: { title: 'Giliran Anda: tiket {nomor}', text: '{isi} {tautan}' },
  pengingat: { title: 'Segera jatuh tempo: tiket {nomor}', text: '{isi} {tautan}' },
  'masa-berlaku': { title: '{judul}: segera berakhir', text: '{isi} {tautan}' },
  terlambat: { title: 'Lewat tenggat: tiket {nomor}', text: '{isi} {tautan}' },
  eskalasi: { title: 'Perlu perhatian: tiket {nomor}', text: '{isi} {tautan}' },
  penugasan: { title: 'Penugasan petugas', text: '{isi} {tautan}' },
  ringkasan: { title: 'Ringkasan pagi', text: '{isi}' },
}

/** Fills the words in braces; `{situs}` is left for the delivery, which knows the address of the site. */
export function fillTemplate(template: LetterTemplate, words: Record<TemplateWord, string>): LetterTemplate {
  const fill = (text: string) => text.replace(/\{([a-z]+)\}/g, (whole, name: string) => (Object.hasOwn(words, name) ? words[name as TemplateWord] : whole)).replace(/ {2,}/g, ' ').trim()
  return { title: fill(template.title), text: fill(template.text) }
}

/** All words that a tenant wrote itself. */
export class TemplateBook {
  readonly #own: Map<string, LetterTemplate & TemplateKey>
  constructor(rows: (LetterTemplate & TemplateKey)[]) {
    this.#own = new Map(rows.map((row) => [keyOf(row), row]))
  }

  /** The words for a kind: those of the step, else the tenant's own, else the product's. */
  choose({ kind, at }: TemplateKey): ChosenTemplate {
    const here = this.#own.get(keyOf({ kind, at }))
    if (here) return { title: here.title, text: here.text, own: true }
    const general = at && this.#own.get(keyOf({ kind }))
    return { ...(general ? { title: general.title, text: general.text } : usualTemplates[kind]), own: false }
  }

  /** The steps with words of their own, and for which kinds. */
  steps(): (TemplatePlace & { kinds: MessageKind[] })[] {
    const steps = new Map<string, TemplatePlace & { kinds: MessageKind[] }>()
    for (const { kind, at } of this.#own.values()) {
      if (!at) continue
      const step = steps.get(`${at.sop}/${at.step}`) ?? { ...at, kinds: [] }
      step.kinds.push(kind)
      steps.set(`${at.sop}/${at.step}`, step)
    }
    return [...steps.values()]
  }
}

function keyOf({ kind, at }: TemplateKey): string {
  return `${kind}/${at?.sop ?? ''}/${at?.step ?? ''}`
}

/** The tenant's words, as they are now. */
export async function readTemplates(work: Work): Promise<TemplateBook> {
  return await rememberSettings(work, 'templates', () => readBook(work))
}

async function readBook(work: Work): Promise<TemplateBook> {
  const { rows } = await sql<LetterTemplate & TemplatePlace & { kind: MessageKind }>`
    select kind, sop, step, title, text from letter_template where tenant_id = ${work.tenant} order by sop, step, kind`.execute(work.db)
  return new TemplateBook(rows.map(({ sop, step, ...row }) => ({ ...row, ...(sop && { at: { sop, step } }) })))
}

/** Keeps a tenant's own words; empty ones are taken away, so that the more general count again. Refuses unknown words in braces. */
export async function saveTemplate(work: Work, key: TemplateKey, template: LetterTemplate): Promise<void> {
  const { kind, at = { sop: '', step: '' } } = key
  if (!template.title.trim() && !template.text.trim()) {
    await sql`delete from letter_template where tenant_id = ${work.tenant} and kind = ${kind} and sop = ${at.sop} and step = ${at.step}`.execute(work.db)
    return forgetSettings(work)
  }
  const faults = findTemplateFaults(kind, template)
  if (faults.length > 0) refuseInput(faults)
  await sql`
    insert into letter_template (tenant_id, kind, sop, step, title, text, changed_at)
    values (${work.tenant}, ${kind}, ${at.sop}, ${at.step}, ${template.title.trim()}, ${template.text.trim()}, ${work.now})
    on conflict (tenant_id, kind, sop, step) do update set title = excluded.title, text = excluded.text, changed_at = excluded.changed_at`.execute(work.db)
  forgetSettings(work)
}

/** What is wrong with words for a kind, on `judul-pesan` and `isi-pesan`. */
export function findTemplateFaults(kind: MessageKind, template: LetterTemplate): Fault[] {
  const faults = [...checkWords('judul-pesan', template.title), ...checkWords('isi-pesan', template.text)]
  if (!template.title.trim()) faults.push({ field: 'judul-pesan', text: 'Judul pesan: wajib diisi.' })
  if (!template.text.includes('{isi}') && kind !== 'diterima') faults.push({ field: 'isi-pesan', text: 'Isi pesan: tulis {isi} di tempat kabarnya.' })
  if (kind === 'diterima' && !template.text.includes('{nomor}')) faults.push({ field: 'isi-pesan', text: 'Isi pesan: tulis {nomor}; tanpa nomornya pelapor tidak dapat melacak.' })
  return faults
}

function checkWords(field: string, text: string): Fault[] {
  if (text.length > 1000) return [{ field, text: `Terlalu panjang: ${text.length} huruf, paling banyak 1000.` }]
  const unknown = [...text.matchAll(/\{([^{}]*)\}/g)].filter((m) => !templateWords.includes(m[1] as TemplateWord))
    .map((m) => ({ field, text: `Kata {${m[1]}} tidak dikenal. Yang dapat dipakai: ${templateWords.map((w) => `{${w}}`).join(', ')}.` }))
  return /[{}]/.test(text.replace(/\{[^{}]*\}/g, '')) ? [...unknown, { field, text: 'Ada kurung kurawal tanpa pasangannya.' }] : unknown
}
