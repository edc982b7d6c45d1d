import type { Config } from '../kernel/config.ts'
import { makeLog } from '../kernel/log.ts'
import { openInstallation } from './open-installation.ts'
import { makeGateways } from './run-gateways.ts'
import { siteAddress } from './site-address.ts'
import { startWorkers } from './start-workers.ts'
import { untilTold } from './until-told.ts'

const now = () => new Date()

/** Does what `serve` does besides answering requests, until it is told to stop. Several such processes share the work. An embedded server is stopped by who started it. */
export async function work(config: Config, environment: Record<string, string | undefined>): Promise<void> {
  const log = makeLog(config.logLevel)
  const installation = await openInstallation(config)
  const gateways = makeGateways(environment, { config, log, now, siteOf: (tenant) => siteAddress(config, `${tenant}.`) })
  const workers = startWorkers(installation, { config, gateways, log, now })
  process.stdout.write('Pekerja Tanggap berjalan: surat, gerbang, register, tenggat. Hentikan dengan Ctrl-C.\n')
  await untilTold()
  await workers.stop()
  await gateways.stop()
  await installation.close(installation.embedded?.startedHere ?? false)
}
