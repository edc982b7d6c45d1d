/** Every reason for which the product says "no". `web/` gives each one its status; the CLI gives each one its exit text. */
export const refusalCodes = [
  'bad-input',
  'not-signed-in',
  'not-allowed',
  'not-found',
  'too-late',
  'conflict',
  'too-large',
  'wrong-kind-of-file',
  'too-many-tries',
  'unavailable',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

/** One thing wrong with one field, in the words that the person reads. `field` is the name of the form control. */
export interface Fault {
  field: string
  text: string
}

/** A "no" that the person should understand. It rolls the transaction back; `message` is shown as it is, in Indonesian. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly faults: Fault[]
  constructor(code: RefusalCode, message: string, faults: Fault[] = []) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.faults = faults
  }
}

/** Refuses with a list of faults, one a field. */
export function refuseInput(faults: Fault[]): never {
  throw new Refusal('bad-input', faults.map((f) => f.text).join(' '), faults)
}
