/** Ways to reach people outside of the product. */
export const channels = ['sms', 'email', 'whatsapp', 'push'] as const
export type Channel = (typeof channels)[number]

/** A letter as a gateway gets it. */
export interface Letter {
  tenant: string
  /** The same at every try: a gateway that knows it need not send it twice. */
  id: string
  /** `+62812…`, a mail address, or a push subscription in JSON. */
  to: string
  title: string
  text: string
  attempt: number
  /** The ticket's number, where there is one: mail answers find their way by it. */
  ticketNumber?: string
}

/** What a gateway answered. `delivered` only where it is certain that the person's device has it. */
export interface Handover {
  state: 'sent' | 'delivered'
  providerId?: string
}

/** A gateway. `send` is called outside of any transaction; throw `CarrierRefusal` for what will never work, anything else to be tried again. */
export interface Carrier {
  channel: Channel
  /** For the log, `kannel`. */
  name: string
  send(letter: Letter): Promise<Handover>
}

/** The gateway will never take this letter: a wrong number, an address that is gone. The letter is dead at once. */
export class CarrierRefusal extends Error {
  /** The address itself is no more: its contact is forgotten. */
  readonly addressGone: boolean
  constructor(message: string, { addressGone = false } = {}) {
    super(message)
    this.name = 'CarrierRefusal'
    this.addressGone = addressGone
  }
}

/** The gateways of one tenant. A channel without one keeps its letters queued, and says so in the log. */
export type Carriers = Partial<Record<Channel, Carrier>>
