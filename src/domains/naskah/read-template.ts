import type { z } from 'zod'
import type { SourceFault } from '../../kernel/source-fault.ts'
import type { NaskahTemplate } from './naskah-template.ts'
import { checkPlaces, type TemplatePlaces } from './check-places.ts'
import { bracesIn, type TemplateFile, templateFileSchema, templateKeysAt } from './template-file.ts'
import { lateNames, textsOf } from './template-names.ts'
import { readYamlSource, type SourcePath, type YamlSource } from '../../kernel/yaml-source.ts'

/**
 * Reads a file of `surat/`. All faults are told together, in the order of the file; there is a template exactly when there is no fault. With `places`, unit and post must
 * exist there. What is in braces is known only relative to an SOP: see `templateNames`.
 */
export function readNaskahTemplate(text: string, file: string, places?: TemplatePlaces): { template?: NaskahTemplate; faults: SourceFault[] } {
  const source = readYamlSource(text, file)
  if (source.faults.length > 0) return { faults: source.faults }
  const read = templateFileSchema.safeParse(source.value)
  const template = read.success ? toTemplate(read.data) : undefined
  const faults = [
    ...(read.error?.issues ?? []).flatMap((issue) => explainIssue(source, issue)),
    ...(template ? [...checkBraces(source, template), ...checkForm(source, template), ...(places ? checkPlaces(source, template, places) : [])] : []),
  ]
  if (template && faults.length === 0) return { template, faults: [] }
  return { faults: faults.sort((one, other) => one.line - other.line || one.column - other.column) }
}

function toTemplate(file: TemplateFile): NaskahTemplate {
  const { jabatan, pos, di } = file['penanda-tangan']
  const second = file['pihak-kedua']
  return {
    code: file.surat, name: file.nama, unit: file.unit, form: file.bentuk === 'surat' ? 'letter' : 'titled', classCode: file['kode-klasifikasi'],
    subject: file.hal, nature: file.sifat, attachment: file.lampiran, recipient: file.kepada, recipientPlace: file['di-tempat'],
    paragraphs: file.isi.map((one) => (typeof one === 'string' ? { text: one } : { text: one.teks, when: toCondition(one.bila) })),
    signer: { title: jabatan, post: pos, unit: di }, copies: file.tembusan, number: file.nomor, open: file.umum === 'ya',
    ...(file.judul && { title: file.judul }), ...(file.penutup && { closing: file.penutup }), ...(second && { secondParty: { role: second.sebutan, name: second.nama } }),
  }
}

function toCondition(when: Record<string, string | string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(when).map(([name, value]) => [name, [value].flat()]))
}

function explainIssue(source: YamlSource, issue: z.core.$ZodIssue): SourceFault[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(source, [...issue.path, key]))
  const found = source.quote(issue.path)
  const remedy = found === 'tidak ada' ? `tambahkan ${issue.path.map(String).join(' → ')}` : 'tulis seperti yang diharapkan'
  return [source.at(issue.path, { found, expected: issue.message, remedy })]
}

function unknownKey(source: YamlSource, path: SourcePath): SourceFault {
  const key = String(path.at(-1))
  const words = { found: `kunci "${key}" yang tidak dikenal`, expected: `salah satu kunci: ${templateKeysAt(path.slice(0, -1)).join(', ')}`, remedy: `perbaiki atau hapus "${key}"` }
  return source.atKey(path, words)
}

/** Braces must hold a name; the date and number of the letter itself only stand where they are known, in its text. */
function checkBraces(source: YamlSource, template: NaskahTemplate): SourceFault[] {
  return textsOf(template).flatMap(({ text, path, late }) => bracesIn(text).flatMap((name) => {
    const isLate = lateNames.some((one) => one === name)
    if (/^[a-z][a-z0-9-]{0,59}$/.test(name) && (!isLate || late)) return []
    const expected = isLate ? `{${name}} hanya di isi atau penutup, karena baru diketahui saat surat dinomori` : 'nama isian di antara kurung, misalnya {nama-instansi}'
    return [source.at(path, { found: `"{${name}}"`, expected, remedy: isLate ? `pindahkan atau hapus {${name}}` : 'tulis nama isian dengan huruf kecil, angka, dan tanda hubung' })]
  }))
}

function checkForm(source: YamlSource, { form, title }: NaskahTemplate): SourceFault[] {
  if (form === 'titled' && !title) return [source.at(['bentuk'], { found: 'bentuk berjudul tanpa judul', expected: 'judul', remedy: 'tambahkan judul: BERITA ACARA …' })]
  if (form === 'letter' && title) return [source.atKey(['judul'], { found: 'judul pada bentuk surat', expected: 'judul hanya pada bentuk berjudul', remedy: 'hapus judul, atau tulis bentuk: berjudul' })]
  return []
}
