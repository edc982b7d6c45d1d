import type { RegisterAnswer } from './population-register.ts'

/** Whom to look for in the register of civil servants. Never logged. */
export interface PersonnelQuestion {
  /** Eighteen digits. */
  nip: string
  name: string
  /** `1990-08-17`, as the person's NIK says; absent for somebody without an account. */
  birthDate?: string
}

/** A way to the register of civil servants (SIASN of BKN): an adapter is one small file. Throws `RegisterAway` where no answer can be had. */
export interface PersonnelRegister {
  /** Named beside each result, in the words of the office: `register kepegawaian (CSV)`. */
  source: string
  lookUp(question: PersonnelQuestion): Promise<RegisterAnswer>
}
