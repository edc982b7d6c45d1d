/** What the interpreter must know of a ticket to decide; the `tickets` domain keeps it. */
export interface TicketState {
  step: string
  /** The unit that the ticket is assigned to. */
  unit: string | undefined
  /** The units of the ticket's group (a PIC group by category); empty until it was classified. */
  group: string[]
  officer: string | undefined
  /** Fields of the form, of the acts taken so far, and the facts `identitas`, `klasifikasi`, `kategori`. */
  facts: Facts
  /** Lanes that have acted in this visit of a step that needs them all, with the act each one took. */
  acted: Record<string, string>
  /** Whether a draft of the answer exists; whether an answer was released. */
  drafted: boolean
  released: boolean
  /** Set while the reporter owes the answer to a question. */
  waiting: boolean
  extended: boolean
  result: string | undefined
  open: boolean
}

export type Fact = string | number | boolean | string[]
export type Facts = Record<string, Fact>
