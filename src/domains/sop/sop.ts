import type { Duration } from '../calendar/index.ts'

/** One SOP, checked and complete: what the engine runs and what the official sheet is printed from. */
export interface Sop {
  code: string
  /** When this version came into force, `2021-07-07`. A ticket ends under the version that it began with. */
  version: string
  /** The last day on which it takes new tickets, `2026-12-31`; those that came before go on. */
  until?: string
  title: string
  /** The name that people use, `SIPENDEKAR`. */
  shortTitle: string
  /** One or two plain sentences for the citizen who chooses where to report. */
  summary: string
  /** What a ticket is called in lists, where its form asks for no `judul`: `Subdomain {nama-subdomain}`. */
  subject?: string
  kind: 'complaint' | 'request'
  identity: SopIdentity
  intake: Intake
  lanes: Lane[]
  fields: Field[]
  /** Names of the fields on the reporter's form, in their order. */
  form: FieldUse[]
  steps: Step[]
  deadline?: TicketDeadline
  extension?: { by: Duration; of: 'ticket' | 'step' }
  objection?: { within: Duration; sop: string }
  /** The reporter may open an answered ticket again, at this step, at most so many times. */
  reopening?: { within: Duration; step: string; most: number }
  remind?: { before: Duration }
  escalate: Escalation[]
}

export type EscalationTarget = 'superior' | 'admin'

/** Who is told of a broken promise besides those who owed it, and how long after the due date; at once, if absent. */
export interface Escalation {
  to: EscalationTarget
  after?: Duration
}

/** The identity block of the sheet (Permen PANRB 35/2012). `approvedBy` is the post, never a person. */
export interface SopIdentity {
  number?: string
  made?: string
  revised?: string
  effective?: string
  approvedBy: string
  legalBasis: string[]
  qualifications: string[]
  related: string[]
  equipment: string[]
  warnings: string[]
  records: string[]
}

export interface Intake {
  account: 'required' | 'optional'
  anonymous: boolean
  secret: boolean
  /** Who may apply: people with their account, and units through an officer of theirs. */
  applicants: Applicant[]
  /** Opened only from another ticket (an objection), never by itself. */
  linkedOnly: boolean
}

export type Applicant = 'person' | 'unit'

/** A column of the sheet. A post sits at a fixed unit, at the unit that the ticket is assigned to, or at every unit of the ticket's group. */
export type Lane =
  | { name: string; title: string; kind: 'reporter' }
  | { name: string; title: string; kind: 'system' }
  | { name: string; title: string; kind: 'post'; post: string; at: { unit: string } | 'assigned' | 'group'; unitKind?: 'opd' | 'vertical' }

export const fieldTypes = [
  'text', 'long-text', 'choice', 'choices', 'yes-no', 'number', 'money', 'date', 'moment', 'nik', 'nip', 'email', 'phone',
  'ip-address', 'host-name', 'village', 'files', 'unit', 'officer', 'category', 'product', 'passphrase',
] as const
export type FieldType = (typeof fieldTypes)[number]

export interface Field {
  name: string
  label: string
  help?: string
  type: FieldType
  options?: { value: string; label: string }[]
  /** For `email` and `host-name`: only addresses under this domain. */
  domain?: string
  maxLength?: number
  /** For `files`: accepted kinds, e.g. `gambar`, `pdf`; and how many. */
  accepts?: ('image' | 'pdf')[]
  most?: number
  /** For `product`: the register that it is looked up in by its key; it must be in force there. */
  register?: string
  /** For `text`, `email` and `host-name`: what is typed may not be the key of one in force in this register, where `when` holds; `instead` says what to do then. */
  newIn?: { register: string; instead: string; when?: Condition }
  /** For `product`: only one that belongs to whoever applies. */
  ownOnly?: boolean
  /** For `passphrase`: a new one, so it is typed twice and must be strong. A passphrase is never kept. */
  isNew?: boolean
  /** Personal data: never public, and hidden from an anonymous reporter's unit. */
  personal: boolean
  /** Lanes that may read the value; everyone who may read the ticket, if absent. */
  seenBy?: string[]
}

/** A field asked for in a form or by an act. */
export interface FieldUse {
  field: string
  /** `true`, `false`, or only when the condition holds. */
  required: boolean | Condition
  /** Asked for only while the condition in `required` holds: what is written there otherwise is passed over. */
  only?: true
}

/** Holds when each named value of the ticket is one of those listed. Values are fields and facts (`identitas`, `klasifikasi`, `kategori`). */
export type Condition = Record<string, string[]>

export interface Step {
  name: string
  row: number
  activity: string
  lanes: string[]
  /** With several post lanes: whether all of them must act, or any one does. */
  needs: 'any' | 'all'
  symbol: 'start' | 'process' | 'decision' | 'end'
  requires?: string
  time?: { duration: Duration; from: 'step' | 'submission'; text: string }
  output?: string
  note?: string
  /** Done by the system at once, in the name of its lane; it never waits for a person. */
  automatic: boolean
  /** The reporter acts here only through a link sent to the address in this field, which works once and for so long. */
  link?: { field: string; valid: Duration }
  /** The system waits here for what these registers answer, and then takes `cocok`, `tidak-cocok` or `tak-terjawab`. */
  check?: RegisterName[]
  /** While the ticket is here its own promise stands still: it waits for the reporter. */
  pauses: boolean
  /** Its time is one that the reporter has, not one that anybody owes: when it is over nothing is broken, and whoever holds the step goes on. */
  waits?: boolean
  /** Where the ticket stands, told to the reporter in plain words. */
  forReporter: string
  acts: Act[]
}

/** Registers outside the product: of the population (Dukcapil) and of civil servants (BKN). */
export const registerNames = ['population', 'personnel'] as const
export type RegisterName = (typeof registerNames)[number]

export interface Act {
  name: string
  label: string
  help?: string
  fill: FieldUse[]
  /** The step that the ticket goes to; `stay` leaves it where it is. */
  to: string | 'stay'
  when?: Condition
  effects: Effect[]
  /** In a step that needs all lanes: this act leaves at once (sending back), without the others. */
  alone: boolean
  /** Only these lanes of the step may take it; all of its lanes, if absent. */
  lanes?: string[]
  tone: 'main' | 'plain' | 'back' | 'stop'
  /** What the reporter's timeline says when it is done; nothing is said, if absent. `{unit}` and field names in braces are filled in. */
  news?: string
}

/** The whole catalogue of what an act can do. A new effect is added here, in `effect-catalogue.ts` and in the engine, and nowhere else. */
export type Effect =
  | { do: 'assign-unit'; field?: string; unit?: string }
  | { do: 'assign-officer'; field: string }
  | { do: 'classify' }
  | { do: 'record-identity'; result: 'valid' | 'tidak-valid' }
  | { do: 'draft-answer'; field: string }
  | { do: 'release-answer'; field?: string }
  | { do: 'publish' }
  | { do: 'answer-privately' }
  | { do: 'tell'; whom: string; message?: string }
  | { do: 'ask-reporter'; field: string }
  | { do: 'issue-product'; register: string; passphrase?: string }
  | { do: 'note-product'; register?: string; field?: string }
  | { do: 'renew-product'; field: string; passphrase?: string }
  | { do: 'revoke-product'; field: string; reason: string }
  | { do: 'draft-naskah'; template: string; field: string }
  | { do: 'initial-naskah' }
  | { do: 'sign-naskah'; field: string }
  | { do: 'send-naskah' }
  | { do: 'move-ticket'; sop: string; step: string; clock: 'submission' | 'now' }
  | { do: 'open-linked'; sop: string }
  | { do: 'extend'; field: string }
  | { do: 'meet-deadline' }
  | { do: 'reveal-reporter' }
  | { do: 'close'; result: string }

/** The promise for the whole ticket, from submission: one time, or one by the value of a field (5 / 14 / 60 working days by class). */
export interface TicketDeadline {
  by?: string
  times: Record<string, Duration>
  otherwise: Duration
}
