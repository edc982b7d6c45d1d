import type { CalendarSpan } from './calendar-span.ts'

/** One product register of a tenant, as its `daftar/*.yaml` describes it, checked. It survives JSON. */
export interface Register {
  code: string
  /** `Daftar sertifikat elektronik`. */
  name: string
  /** What one entry is called, `sertifikat`. */
  entryName: string
  /** What the person or unit is called to whom an entry belongs. */
  holderLabel: string
  /** The column whose value only one product in force may have. */
  key?: string
  /** In the order of the file. */
  columns: RegisterColumn[]
  /** Each entry gets a number, `{urut}/PPID/{tahun}`; counted anew each year. */
  numbering?: string
  /** How long a product holds: from the day when it was issued or renewed, or to the day in a column. Without it, until it is revoked. */
  validity?: CalendarSpan | { until: string }
  /** How long before the end holder and keeper are reminded. */
  remind: CalendarSpan[]
  /** Who keeps it, and may open it besides the tenant's administrators. */
  keeper: { post: string; unit: string }
  /** The kind of post that is reminded at the unit to which a product belongs. */
  holderPost?: string
  /** Shown to everybody, without personal columns and holders. */
  public: boolean
}

export const columnTypes = ['text', 'date', 'moment', 'money', 'unit', 'village'] as const
export type ColumnType = (typeof columnTypes)[number]

/** A column; its name is the name of the field that fills it. */
export interface RegisterColumn {
  name: string
  label: string
  type: ColumnType
  /** What the values of a choice are called. */
  options?: Record<string, string>
  /** Personal data: never shown to the public. */
  personal: boolean
}

/** A register as the database keeps it. */
export interface KeptRegister extends Register {
  /** No longer in the tenant's folder: readable, but nothing new is issued. */
  active: boolean
}

/** Whether it holds anything about a person, so that opening it is recorded. */
export function isPersonal(register: Register): boolean {
  return register.columns.some((column) => column.personal)
}
