import { askBsre, type BsreSettings } from './bsre-call.ts'
import { refuseBsre } from './bsre-errors.ts'

/** How a person's certificate stands at BSrE; `unknown` for words that we have not seen described. */
export type BsreStatus = 'active' | 'not-registered' | 'expired' | 'none' | 'unknown'

// What public clients name; only 1111 (ISSUE) and 1110 (NOT_REGISTERED) with their whole answers.
const words: Record<string, BsreStatus> = { ISSUE: 'active', NOT_REGISTERED: 'not-registered', EXPIRED: 'expired', NO_CERTIFICATE: 'none' }

/** Asks BSrE how the certificate of a NIK stands: `GET /api/user/status/{nik}`. Refuses `unreachable` as signing does. */
export async function askBsreStatus(settings: BsreSettings, nik: string): Promise<BsreStatus> {
  if (!/^\d{16}$/.test(nik)) return 'not-registered'
  const answer = await askBsre(settings, `/api/user/status/${nik}`)
  const { status, status_code: code } = (typeof answer.json === 'object' && answer.json !== null ? answer.json : {}) as Record<string, unknown>
  if (code === 1110) return 'not-registered'
  return answer.status === 200 && typeof status === 'string' ? (words[status.toUpperCase()] ?? 'unknown') : refuseBsre(answer)
}
