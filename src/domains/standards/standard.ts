/** The 14 components of a service standard, in their order, by the keys of the file (Permen PANRB 15/2014). */
export const componentKeys = [
  'dasar-hukum', 'persyaratan', 'prosedur', 'waktu', 'biaya', 'produk', 'sarana', 'kompetensi', 'pengawasan', 'pengaduan', 'jumlah-pelaksana', 'jaminan-pelayanan',
  'jaminan-keamanan', 'evaluasi',
] as const
export type ComponentKey = (typeof componentKeys)[number]

export const applicantKinds = ['perangkat-daerah', 'asn', 'non-asn', 'perusahaan-media', 'perorangan', 'badan-hukum'] as const
export type ApplicantKind = (typeof applicantKinds)[number]

export const onlineChannels = ['surel', 'laman', 'sms', 'telepon', 'media-sosial', 'aplikasi'] as const
export const offlineChannels = ['surat', 'tatap-muka'] as const
export type Channel = (typeof onlineChannels)[number] | (typeof offlineChannels)[number]

/** One published service standard, checked. It survives JSON, and holds no name or number of a person. */
export interface ServiceStandard {
  code: string
  name: string
  /** The name that people use, `Subdomain`. */
  shortName: string
  summary: string
  /** Code of the unit that gives the service. */
  unit: string
  /** The decree that set it; `by` is the post, never a person. */
  decree: { title: string; date: string; by: string }
  applicants: ApplicantKind[]
  /** The procedures of this tenant that run it, each with what it does; empty where one cannot apply here. */
  sops: { code: string; label: string }[]
  laws: Law[]
  requirements: StandardItem[]
  /** One, or several with names. */
  procedures: { name?: string; steps: string[] }[]
  /** `details` is the whole text where there is more to say than `short`. */
  time: { short: string; details: StandardItem[] }
  cost: StandardItem[]
  product: StandardItem[]
  facilities: StandardItem[]
  skills: StandardItem[]
  supervision: StandardItem[]
  contacts: { online: Contact[]; offline: Contact[] }
  staff: StandardItem[]
  guarantee: StandardItem[]
  safety: StandardItem[]
  evaluation: StandardItem[]
  /** Where our reading adds to the document, or differs from it. */
  notes: Partial<Record<ComponentKey, string>>
}

/** One line of a component, with the lines under it. */
export interface StandardItem {
  text: string
  details: string[]
}

/** A law or decree that a service rests on. */
export interface Law {
  /** `Undang-Undang`, `Peraturan Bupati Bengkalis`. */
  kind: string
  /** `11`, or `261/KPTS/V/2017`. */
  number: string
  year: number
  /** The day it was signed, where the document tells it. */
  date?: string
  about?: string
  /** Where it was published: `Lembaran Negara Republik Indonesia Tahun 2008 Nomor 58`. */
  source?: string
  amendedBy: Law[]
}

/** A way to complain about a service. */
export interface Contact {
  channel: Channel
  /** Of a social medium: `Instagram`. */
  name?: string
  address: string
  /** When somebody is there. */
  hours?: string
}

/** What a standard may refer to in its tenant. */
export interface StandardFacts {
  units: string[]
  /** Codes of all SOPs. */
  sops: string[]
}
