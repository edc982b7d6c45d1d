import type { Actor } from '../kernel/actor.ts'
import type { Log } from '../kernel/log.ts'
import type { Resources } from '../kernel/work.ts'
import type { Access, AccessSession } from '../domains/access/index.ts'
import type { Tenant } from '../domains/organisation/index.ts'
import type { Signer } from '../domains/signing/index.ts'
import type { GatewayDoors } from './gateway-doors.ts'
import type { LiveHub } from './live-hub.ts'
import type { Registers } from './register-line.ts'
import type { Assets, Language, View } from '../ui/index.ts'

/** What the web shell is made with. */
export interface WebOptions {
  resources: Resources
  access: Access
  dataFolder: string
  baseHost: string
  https: boolean
  trustProxy: boolean
  /** Requests a minute from one address; sign-in and registration have a tenth of it. */
  requestsPerMinute: number
  /** Shows on the staff sign-in page how the demonstration people sign in; `code` gives the TOTP code of now. */
  demo?: DemoHints
  log: Log
  /** The public key of this installation for Web Push; absent, no device can ask to be told. */
  pushKey?: string
  /** Tells officers' open pages of changes; absent, pages are as old as their last load. */
  live?: LiveHub
  /** Where gateways hand messages in; absent, these doors do not exist. */
  gateways?: GatewayDoors
  /** Lines to the population register; absent, the register that a tenant loaded itself. */
  registers?: Registers
  /** Who signs official letters; absent, the certificates that this installation keeps. */
  signerOf?(tenant: string): Signer
  /** Every moment of a request comes from here, so that tests can live at another time. */
  now(): Date
}

export interface DemoHints {
  password: string
  code(now: Date): string
  staff(tenant: string): Promise<{ username: string; role: string }[]>
}

/** All that a route needs to know of one request, found before the route runs. */
export interface Visit {
  tenant?: Tenant
  session?: AccessSession
  actor: Actor
  officerName?: string
  language: Language
  view: View
}

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit
  }
  interface FastifyInstance {
    web: WebOptions & { assets: Assets }
  }
}
