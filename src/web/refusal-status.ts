import type { RefusalCode } from '../kernel/refusal.ts'

/** The one place where a refusal gets its HTTP status. */
export const refusalStatus = {
  'bad-input': 422,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'too-late': 409,
  conflict: 409,
  'too-large': 413,
  'wrong-kind-of-file': 422,
  'too-many-tries': 429,
  unavailable: 503,
} as const satisfies Record<RefusalCode, number>
