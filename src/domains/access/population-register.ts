/** Whom to look for in the population register. Never logged. */
export interface RegisterQuestion {
  /** Sixteen digits. */
  nik: string
  name: string
  /** `1990-08-17`, as the NIK itself says. */
  birthDate: string
}

export const registerResults = ['cocok', 'tidak-cocok', 'tidak-ditemukan'] as const
export type RegisterResult = (typeof registerResults)[number]

/** What of a person the register has otherwise. It never gives its own words back: only whether ours match. */
export type RegisterDifference = 'nama' | 'tanggal-lahir'

export interface RegisterAnswer {
  result: RegisterResult
  differs: RegisterDifference[]
}

/** A way to the population register (SIAK, Dukcapil): an adapter is one small file. Throws `RegisterAway` where no answer can be had. */
export interface PopulationRegister {
  /** Named beside each result, in the words of the office: `register kependudukan (CSV)`. */
  source: string
  lookUp(question: RegisterQuestion): Promise<RegisterAnswer>
}

/** The register gives no answer now. `message` says why, for the validator, without personal data. */
export class RegisterAway extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'RegisterAway'
  }
}
