import { pino } from 'pino'

/** Makes the log of one process: JSON lines on standard error. No personal data goes in; ids and codes do. */
export function makeLog(level: string) {
  return pino(
    { level, redact: ['req.headers.cookie', 'req.headers.authorization', 'password', 'nik', 'phone'] },
    pino.destination({ dest: 2, sync: false }),
  )
}

export type Log = ReturnType<typeof makeLog>
