import pg from 'pg'
import type { Log } from './log.ts'

export interface Listener {
  stop(): Promise<void>
}

/** Hears what transactions announce by NOTIFY on one channel. A lost connection is made again after a second; what was announced meanwhile is missed, so callers also look by themselves. */
export function listenTo(url: string, channel: string, options: { hear(payload: string): void; log: Log }): Listener {
  let stopped = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const again = () => {
    if (!stopped) timer = setTimeout(connect, 1000)
  }
  const connect = () => {
    const next = new pg.Client({ connectionString: url })
    client = next
    next.on('error', () => {})
    next.once('end', again)
    next.on('notification', (note) => options.hear(note.payload ?? ''))
    next.connect().then(() => next.query(`listen ${channel}`)).catch((error: unknown) => {
      options.log.warn({ err: error, channel }, 'cannot listen; trying again')
      void next.end().catch(() => {})
    })
  }
  connect()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
