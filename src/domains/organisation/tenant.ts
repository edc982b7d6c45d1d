import type { CalendarSettings, WorkWeek, Zone } from '../calendar/index.ts'

/** One regency government as its tenant.yaml describes it, checked. It survives JSON, is kept whole in the database, and must not be changed. */
export interface Tenant {
  /** Also the first part of its host name. */
  id: string
  name: string
  /** `Pemerintah Kabupaten Bengkalis`. */
  government: string
  /** Kemendagri code of the regency, `14.03`. */
  regionCode: string
  zone: Zone
  /** One line on the home page. */
  motto: string
  /** `#rrggbb`; white text on `main` has a contrast of at least 4.5 (WCAG 2.2 AA). */
  colours: { main: string; accent: string }
  contact: { address: string; phone?: string; email?: string; site?: string }
  calendar: CalendarSettings
  units: Unit[]
  posts: PostKind[]
  /** Kinds of post whose holders are the tenant's administrators. */
  adminPosts: string[]
  /** `false` where who drafted an answer may also release it. */
  separateDuties?: boolean
  categories: Category[]
  /** The first is the one that a text without any keyword falls into. Empty where no SOP classifies. */
  classes: TicketClass[]
}

/** An agency (OPD) or a vertical agency. */
export interface Unit {
  code: string
  name: string
  shortName: string
  kind: 'opd' | 'vertical'
  /** What it is there for (tupoksi): liaison officers are grouped by it. */
  function: string
  /** Working days a week, where it differs from the tenant's. */
  week?: WorkWeek
  /** What the head of its official letters says, where it differs from the tenant's contact. */
  letterhead?: Letterhead
}

/** The head of a unit's official letters (kop). */
export interface Letterhead {
  address?: string
  /** Where its letters are dated: `Bengkalis`. */
  place?: string
  phone?: string
  site?: string
  email?: string
}

/** A kind of post, and the units where it can be held. */
export interface PostKind {
  code: string
  name: string
  units: string[]
  /** The kind of post that is its superior in the same unit. */
  superior?: string
}

/** What a report is about, and the group of units that answers for it. */
export interface Category {
  code: string
  name: string
  units: string[]
  /** Empty for the category that takes what no keyword knows. */
  keywords: string[]
}

/** What kind of report it is: a grievance, a question, and so on. */
export interface TicketClass {
  code: string
  name: string
  keywords: string[]
}
