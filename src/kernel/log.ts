import { type DestinationStream, pino } from 'pino'

/** Makes the log of one process: JSON lines on standard error, or where told. No personal data goes in; ids and codes do. */
export function makeLog(level: string, to: DestinationStream = pino.destination({ dest: 2, sync: false })) {
  return pino({ level, redact: ['*.headers.cookie', '*.headers.authorization', 'password', 'nik', 'phone'] }, to)
}

export type Log = ReturnType<typeof makeLog>
