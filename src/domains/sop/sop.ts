import type { Duration } from '../calendar/index.ts'

/** One SOP, checked and complete: what the engine runs and what the official sheet is printed from. */
export interface Sop {
  code: string
  /** When this version came into force, `2021-07-07`. A ticket ends under the version that it began with. */
  version: string
  title: string
  /** The name that people use, `SIPENDEKAR`. */
  shortTitle: string
  /** One or two plain sentences for the citizen who chooses where to report. */
  summary: string
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
  remind?: { before: Duration }
  escalate: EscalationTarget[]
}

export type EscalationTarget = 'superior' | 'admin'

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
}

/** A column of the sheet. A post sits at a fixed unit, at the unit that the ticket is assigned to, or at every unit of the ticket's group. */
export type Lane =
  | { name: string; title: string; kind: 'reporter' }
  | { name: string; title: string; kind: 'system' }
  | { name: string; title: string; kind: 'post'; post: string; at: { unit: string } | 'assigned' | 'group'; unitKind?: 'opd' | 'vertical' }

export const fieldTypes = [
  'text', 'long-text', 'choice', 'yes-no', 'number', 'money', 'date', 'moment', 'nik', 'nip', 'email', 'phone',
  'ip-address', 'host-name', 'village', 'files', 'unit', 'officer', 'category',
] as const
export type FieldType = (typeof fieldTypes)[number]

export interface Field {
  name: string
  label: string
  help?: string
  type: FieldType
  options?: { value: string; label: string }[]
  /** For `email`: only addresses under this domain. */
  domain?: string
  maxLength?: number
  /** For `files`: accepted kinds, e.g. `gambar`, `pdf`; and how many. */
  accepts?: ('image' | 'pdf')[]
  most?: number
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
  /** Where the ticket stands, told to the reporter in plain words. */
  forReporter: string
  acts: Act[]
}

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
  | { do: 'issue-product'; product: string }
  | { do: 'open-linked'; sop: string }
  | { do: 'extend'; field: string }
  | { do: 'close'; result: string }

/** The promise for the whole ticket, from submission: one time, or one by the value of a field (5 / 14 / 60 working days by class). */
export interface TicketDeadline {
  by?: string
  times: Record<string, Duration>
  otherwise: Duration
}
