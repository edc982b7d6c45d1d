import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'

/** Refuses everyone but the tenant's administrators and the system itself. */
export function needAdmin(work: Work): void {
  const { actor } = work
  if (actor.kind === 'system' || (actor.kind === 'officer' && actor.admin)) return
  throw new Refusal('not-allowed', 'Hanya administrator pemerintah daerah yang dapat mengubah ini.')
}
