import type { Config } from '../kernel/config.ts'

/** The address of the installation, or with `sub` of one of its sites. Behind a https proxy the port is the proxy's. */
export function siteAddress(config: Config, sub: string): string {
  const port = config.https || config.port === 80 ? '' : `:${config.port}`
  return `${config.https ? 'https' : 'http'}://${sub}${config.baseHost}${port}`
}
