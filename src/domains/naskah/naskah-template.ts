import type { Condition } from '../sop/index.ts'

/** How urgent a letter is, or how closely it is held. */
export const natures = ['Biasa', 'Penting', 'Segera', 'Sangat Segera', 'Terbatas', 'Rahasia'] as const
export type Nature = (typeof natures)[number]

/** One kind of official letter, as a file of the tenant's folder `surat/` describes it, checked. Words in braces are names of fields. */
export interface NaskahTemplate {
  code: string
  name: string
  /** Whose letterhead, number and book it has. */
  unit: string
  /** `letter` has date, number block and addressee; `titled` has its title in the middle, as minutes and orders do. */
  form: 'letter' | 'titled'
  /** Of a titled one: `BERITA ACARA SERAH TERIMA APLIKASI`. */
  title?: string
  /** Code of the archive's classification: `{kode}` of the number. */
  classCode: string
  subject: string
  nature: Nature
  attachment: string
  recipient: string
  /** Where the recipient is, after “di”. */
  recipientPlace: string
  paragraphs: TemplateParagraph[]
  /** The last paragraph. */
  closing?: string
  signer: NaskahPost
  /** Who signs beside, by hand. */
  secondParty?: { role: string; name: string }
  copies: string[]
  /** `{kode}/{urut}/{unit}/{tahun}`. */
  number: string
  /** Whether the letter itself, not only its proof, may be read by anybody who has its address. */
  open: boolean
}

/** A paragraph, or one that is there only when the condition holds. */
export interface TemplateParagraph {
  text: string
  when?: Condition
}

/** A post that signs, and its title as the letter writes it. */
export interface NaskahPost {
  title: string
  post: string
  unit: string
}
