import type { FillContext, Sop, Typed } from '../sop/index.ts'
import type { Category, District, KeptUnit, Tenant } from '../organisation/index.ts'

/** The layouts of spreadsheets that are known. */
export type ImportLayout = 'templat' | 'sp4n'

/** What is wrong with one cell: which column, what stands there, what was expected. */
export interface CellFault {
  column: string
  found: string
  expected: string
}

/** A row as the ticket that it becomes. */
export interface RowOrder {
  typed: Typed
  /** ISO moment at which it reached an office. */
  receivedAt: string
  name?: string
  phone?: string
  email?: string
  anonymous: boolean
  secret: boolean
}

/** A row read: what it becomes or what is wrong, and by which number it is known where it came from. */
export interface ReadRow {
  order?: RowOrder
  faults: CellFault[]
  sourceNumber?: string
  /** It was closed in the system that it came from. */
  closed: boolean
}

/** What rows are read against; read once for a whole file. */
export interface ImportGround {
  tenant: Tenant
  sop: Sop
  units: KeptUnit[]
  categories: Category[]
  districts: District[]
  fill: FillContext
  now: Date
}

/** What stands in a cell, short enough to be shown. */
export function showFound(text: string): string {
  return text === '' ? '(kosong)' : text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** Texts that people would call the same heading or name: case, blanks, brackets and signs do not count. */
export function plain(text: string): string {
  return text.toLowerCase().replace(/\([^)]*\)/g, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
