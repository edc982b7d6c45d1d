import type { Work } from '../../kernel/work.ts'
import { correctNik } from '../access/index.ts'
import { noteNikCorrection } from '../tickets/index.ts'

/** Puts right a citizen's NIK, as `correctNik` does, and says so in their open tickets where their identity was looked at. One transaction. */
export async function correctOwnNik(work: Work, personId: string, typed: string): Promise<void> {
  await correctNik(work, personId, typed)
  await noteNikCorrection(work, personId)
}
