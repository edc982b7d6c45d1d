import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for what a program that measures writes. Open to all, so that the database of a run as root lies in it too and goes with it. */
export function makeBenchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-bench-'))
  chmodSync(folder, 0o755)
  return folder
}
