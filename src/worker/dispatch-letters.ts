import { listenTo } from '../kernel/listen.ts'
import type { Log } from '../kernel/log.ts'
import type { Resources } from '../kernel/work.ts'
import { type Carriers, deliverLetters } from '../domains/messages/index.ts'
import { listTenants } from '../domains/organisation/index.ts'

export interface DispatcherOptions {
  resources: Resources
  /** Connection string for listening. */
  url: string
  log: Log
  now(): Date
  carriersOf(tenant: string): Carriers
  siteOf(tenant: string): string
  /** Milliseconds between two looks for what nobody announced: tries again, quiet hours that ended. */
  every?: number
}

/** Hands letters to the gateways, at once when they are announced. Several processes may do so: a letter is leased by one. */
export function startDispatcher(options: DispatcherOptions): { stop(): Promise<void> } {
  const running = new Map<string, Promise<void>>()
  const wanted = new Set<string>()
  let stopped = false
  const run = (tenant: string) => {
    if (stopped) return
    wanted.add(tenant)
    if (running.has(tenant)) return
    const task = dispatch(options, tenant, { again: () => !stopped && wanted.delete(tenant) })
      .catch((error: unknown) => options.log.error({ err: error, tenant }, 'letters could not be dispatched; tried again'))
      .finally(() => running.delete(tenant))
    running.set(tenant, task)
  }
  const listener = listenTo(options.url, 'letter', { hear: run, log: options.log })
  const look = () => {
    listTenants(options.resources.db).then((tenants) => tenants.forEach((tenant) => run(tenant.id)), (error: unknown) => options.log.warn({ err: error }, 'no tenants to dispatch for'))
  }
  const timer = setInterval(look, options.every ?? 5000)
  look()
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await listener.stop()
      await Promise.all(running.values())
    },
  }
}

async function dispatch(options: DispatcherOptions, tenant: string, scene: { again(): boolean }): Promise<void> {
  while (scene.again()) {
    const order = { tenant, carriers: options.carriersOf(tenant), site: options.siteOf(tenant), now: options.now }
    while ((await deliverLetters(options.resources, order)) > 0);
  }
}
