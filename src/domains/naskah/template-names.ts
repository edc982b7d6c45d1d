import type { NaskahTemplate } from './naskah-template.ts'
import { bracesIn } from './template-file.ts'
import type { SourcePath } from '../../kernel/yaml-source.ts'

/** Names that the letter itself gives once it is numbered; they stay in its text until then. */
export const lateNames = ['nomor-surat', 'tanggal-surat', 'hari-surat'] as const

/** Names that the ticket gives, whatever its SOP: the caller adds them to the facts. */
export const ticketNames = ['nomor-tiket', 'tanggal-permohonan', 'layanan', 'pemohon'] as const

/** The names of fields that a template needs, for comparing with those of an SOP. */
export interface TemplateNames {
  /** All of them, once each; without those of `ticketNames` and `lateNames`. */
  all: string[]
  /** Those whose values stand on the public proof page: none of them may be personal data. */
  shown: string[]
}

/** Which fields a template names, in its texts and conditions. */
export function templateNames(template: NaskahTemplate): TemplateNames {
  const given: readonly string[] = [...ticketNames, ...lateNames]
  const own = (names: string[]) => [...new Set(names)].filter((name) => !given.includes(name))
  const conditions = template.paragraphs.flatMap(({ when }) => Object.keys(when ?? {}))
  return { all: own([...textsOf(template).flatMap(({ text }) => bracesIn(text)), ...conditions]), shown: own(bracesIn(template.subject)) }
}

interface TemplateText {
  text: string
  path: SourcePath
  /** Whether `lateNames` may stand in it. */
  late: boolean
}

/** Every text of a template in which braces may stand, with its place in the file. */
export function textsOf(template: NaskahTemplate): TemplateText[] {
  const early = (text: string | undefined, ...path: SourcePath): TemplateText[] => (text === undefined ? [] : [{ text, path, late: false }])
  return [
    ...early(template.subject, 'hal'), ...early(template.attachment, 'lampiran'), ...early(template.recipient, 'kepada'), ...early(template.recipientPlace, 'di-tempat'),
    ...template.paragraphs.map(({ text, when }, at) => ({ text, path: when ? ['isi', at, 'teks'] : ['isi', at], late: true })),
    ...(template.closing ? [{ text: template.closing, path: ['penutup'], late: true }] : []),
    ...early(template.title, 'judul'), ...early(template.secondParty?.name, 'pihak-kedua', 'nama'), ...template.copies.flatMap((text, at) => early(text, 'tembusan', at)),
  ]
}
