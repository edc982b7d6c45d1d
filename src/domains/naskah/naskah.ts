import type { NaskahPost, NaskahTemplate } from './naskah-template.ts'

export const naskahStates = ['draft', 'initialled', 'numbered', 'signed', 'sent', 'void'] as const
export type NaskahState = (typeof naskahStates)[number]

/** Who signed, as the letter says it. */
export interface NaskahSigner extends NaskahPost {
  /** The officer's own name; absent, only the post is named. */
  name?: string
  /** Which signer made the signature: `p12`, `bsre`. */
  by?: string
  /** Serial number or subject of the certificate. */
  certificate?: string
}

/** One official letter of a ticket, as it stands. */
export interface Naskah {
  id: string
  ticketId: string
  template: string
  unit: string
  subject: string
  recipient: string
  state: NaskahState
  /** The newest version of its text, from 1. */
  version: number
  /** Of the proof page. */
  token: string
  number?: string
  numberYear?: number
  seq?: number
  numberedAt?: Date
  signedAt?: Date
  /** Of the signed PDF, in hexadecimal digits. */
  sha256?: string
  signer?: NaskahSigner
  sentAt?: Date
  voidedAt?: Date
  voidReason?: string
  replacedBy?: string
  /** Whether anybody who has the address of its proof may read the letter itself. */
  open: boolean
  createdAt: Date
  updatedAt: Date
}

/** All of a letter but its body, as template and ticket gave it when the version was drafted. */
export type NaskahFrame = Pick<NaskahTemplate, 'form' | 'title' | 'classCode' | 'subject' | 'nature' | 'attachment' | 'recipient' | 'recipientPlace' | 'signer' | 'secondParty' | 'copies' | 'number'>

/** One text that a letter had. */
export interface NaskahVersion {
  no: number
  body: string
  frame: NaskahFrame
  at: Date
  byKind: string
  byId?: string
  /** Of whom, in words. */
  role: string
}

/** A post's initials (paraf) on one version. */
export interface NaskahInitial {
  version: number
  post: string
  unit: string
  role: string
  at: Date
  byId?: string
}

export type NaskahEventKind = 'drafted' | 'initialled' | 'numbered' | 'signed' | 'sent' | 'void' | 'replaced'

/** One thing that happened to a letter. */
export interface NaskahEvent {
  id: string
  at: Date
  kind: NaskahEventKind
  version: number
  byKind: string
  byId?: string
  note?: string
}

/** Which letter of a ticket is meant: of a template, or else the one that is being worked on. */
export interface NaskahKey {
  ticketId: string
  template?: string
}
