import type { HeldPost } from '../../kernel/actor.ts'
import type { Unit } from './tenant.ts'

/** A unit as it is kept: one that left tenant.yaml is inactive, since old tickets still name it. */
export interface KeptUnit extends Unit {
  active: boolean
}

export interface Officer {
  id: string
  name: string
  username: string
  phone?: string
  email?: string
  active: boolean
}

/** An officer with the posts held on a date. */
export interface OfficerWithPosts extends Officer {
  posts: HeldPost[]
}

export interface OfficerRow {
  id: string
  name: string
  username: string
  phone: string | null
  email: string | null
  active: boolean
}

/** An officer from their row. */
export function toOfficer({ phone, email, ...row }: OfficerRow): Officer {
  return { ...row, ...(phone !== null && { phone }), ...(email !== null && { email }) }
}

export type UnitRow = Omit<KeptUnit, 'week'> & { week: 5 | 6 | null }

/** A unit from its row. */
export function toUnit({ week, ...row }: UnitRow): KeptUnit {
  return { ...row, ...(week !== null && { week }) }
}
