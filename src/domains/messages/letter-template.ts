import { sql } from 'kysely'
import { type Fault, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'

/** Kinds of message; each has its own words for letters. */
export const messageKinds = ['diterima', 'kabar', 'pertanyaan', 'jawaban', 'balasan', 'tugas', 'pengingat', 'terlambat', 'eskalasi', 'ringkasan'] as const
export type MessageKind = (typeof messageKinds)[number]

/** What a template may name in braces. */
export const templateWords = ['nomor', 'judul', 'isi', 'tautan', 'pemerintah'] as const
export type TemplateWord = (typeof templateWords)[number]

export interface LetterTemplate {
  title: string
  text: string
}

/** The product's own words, used where a tenant has none of its own. Short: most go out as one SMS. */
export const usualTemplates: Record<MessageKind, LetterTemplate> = {
  diterima: { title: 'Laporan {nomor} diterima', text: 'Laporan Anda kami terima dengan nomor {nomor}. Simpan nomor ini. Lacak: {tautan}' },
  kabar: { title: 'Kabar laporan {nomor}', text: 'Laporan {nomor}: {isi} {tautan}' },
  pertanyaan: { title: 'Pertanyaan tentang laporan {nomor}', text: 'Laporan {nomor}: {isi} Balas pesan ini atau buka {tautan}' },
  jawaban: { title: 'Jawaban laporan {nomor}', text: 'Jawaban laporan {nomor}: {isi} {tautan}' },
  balasan: { title: '{pemerintah}', text: '{isi}' },
  tugas: { title: 'Giliran Anda: tiket {nomor}', text: '{isi} {tautan}' },
  pengingat: { title: 'Segera jatuh tempo: tiket {nomor}', text: '{isi} {tautan}' },
  terlambat: { title: 'Lewat tenggat: tiket {nomor}', text: '{isi} {tautan}' },
  eskalasi: { title: 'Perlu perhatian: tiket {nomor}', text: '{isi} {tautan}' },
  ringkasan: { title: 'Ringkasan pagi', text: '{isi}' },
}

/** Fills the words in braces; `{situs}` is left for the delivery, which knows the address of the site. */
export function fillTemplate(template: LetterTemplate, words: Record<TemplateWord, string>): LetterTemplate {
  const fill = (text: string) => text.replace(/\{([a-z]+)\}/g, (whole, name: string) => (Object.hasOwn(words, name) ? words[name as TemplateWord] : whole)).replace(/ {2,}/g, ' ').trim()
  return { title: fill(template.title), text: fill(template.text) }
}

/** The templates of the tenant, its own where it has them. */
export async function readTemplates(work: Work): Promise<Record<MessageKind, LetterTemplate & { own: boolean }>> {
  const { rows } = await sql<LetterTemplate & { kind: MessageKind }>`select kind, title, text from letter_template where tenant_id = ${work.tenant}`.execute(work.db)
  const own = new Map(rows.map((row) => [row.kind, row]))
  return Object.fromEntries(messageKinds.map((kind) => {
    const mine = own.get(kind)
    return [kind, mine ? { title: mine.title, text: mine.text, own: true } : { ...usualTemplates[kind], own: false }]
  })) as Record<MessageKind, LetterTemplate & { own: boolean }>
}

/** Keeps a tenant's own words for a kind; empty words bring the usual ones back. Refuses unknown words in braces. */
export async function saveTemplate(work: Work, kind: MessageKind, template: LetterTemplate): Promise<void> {
  if (!template.title.trim() && !template.text.trim()) {
    await sql`delete from letter_template where tenant_id = ${work.tenant} and kind = ${kind}`.execute(work.db)
    return
  }
  const faults = [...checkWords('judul-pesan', template.title), ...checkWords('isi-pesan', template.text)]
  if (!template.text.includes('{isi}') && kind !== 'diterima') faults.push({ field: 'isi-pesan', text: 'Isi pesan: tulis {isi} di tempat kabarnya.' })
  if (faults.length > 0) refuseInput(faults)
  await sql`
    insert into letter_template (tenant_id, kind, title, text, changed_at) values (${work.tenant}, ${kind}, ${template.title.trim()}, ${template.text.trim()}, ${work.now})
    on conflict (tenant_id, kind) do update set title = excluded.title, text = excluded.text, changed_at = excluded.changed_at`.execute(work.db)
}

function checkWords(field: string, text: string): Fault[] {
  if (text.length > 1000) return [{ field, text: `Terlalu panjang: ${text.length} huruf, paling banyak 1000.` }]
  return [...text.matchAll(/\{([^}]*)\}/g)].filter((m) => !templateWords.includes(m[1] as TemplateWord))
    .map((m) => ({ field, text: `Kata {${m[1]}} tidak dikenal. Yang dapat dipakai: ${templateWords.map((w) => `{${w}}`).join(', ')}.` }))
}
