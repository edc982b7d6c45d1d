import { linkSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file that only its owner may read, under its name only when complete, so that a start cut short leaves no half secret; of two processes that do so at once the first one's counts. */
export function keepFirst(file: string, text: string): void {
  const half = `${file}.${process.pid}`
  writeFileSync(half, text, { mode: 0o600, flush: true })
  try {
    linkSync(half, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(half)
  }
}
