import type { Config } from '../kernel/config.ts'
import type { Log } from '../kernel/log.ts'
import { personnelAsker } from '../worker/ask-personnel.ts'
import { startRegisterAsker } from '../worker/ask-registers.ts'
import { startDispatcher } from '../worker/dispatch-letters.ts'
import { startTimekeeper } from '../worker/keep-time.ts'
import type { Installation } from './open-installation.ts'
import type { Gateways } from './run-gateways.ts'
import { siteAddress } from './site-address.ts'

interface WorkersOptions {
  config: Config
  gateways: Gateways
  log: Log
  now(): Date
  /** The timekeeper begins when this is over. */
  mayKeepTime?: Promise<void>
}

/** Starts all that works without being asked by a browser: letters, gateways that are fetched from, registers, time. The gateways are stopped by who made them. */
export function startWorkers(installation: Installation, { config, gateways, log, now, mayKeepTime = Promise.resolve() }: WorkersOptions): { stop(): Promise<void> } {
  const { resources, embedded, appUrl: url } = installation
  const siteOf = (tenant: string) => siteAddress(config, `${tenant}.`)
  const dispatcher = startDispatcher({ resources, url, log, now, siteOf, carriersOf: gateways.carriersOf })
  gateways.start(resources)
  const asker = startRegisterAsker({ resources, log, now, population: gateways.registerOf, personnel: personnelAsker({ now, registerOf: gateways.personnelOf }) })
  const timekeeper = mayKeepTime.then(() => startTimekeeper({ resources, dataFolder: config.dataFolder, log, now, onAway: async () => await embedded?.revive() }))
  return {
    async stop() {
      await dispatcher.stop()
      await asker.stop()
      await (await timekeeper).stop()
    },
  }
}
