import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inWork, type Resources, type Work, type WorkOrder } from '../../kernel/work.ts'
import { errorCode, incomingFolder, placeOf } from './file-room.ts'
import { uploadLimits } from './upload.ts'
import { deleteWaiting, lockFiles, selectNamed } from './upload-store.ts'

export interface SweepOrder extends WorkOrder {
  dataFolder: string
}

const batch = 200

/**
 * Removes one tenant's files that hang on no ticket after 24 hours, whether left on a form or taken out of it, and what a crash left in the temporary
 * folder. Only bytes that a removed row named are taken from the disk, and only if no other row names them. Answers how many rows went.
 */
export async function sweepUploads(resources: Resources, order: SweepOrder): Promise<number> {
  let removed = 0
  for (;;) {
    const { count, now } = await inWork(resources, order, async (work) => ({ count: await sweepBatch(work, order.dataFolder), now: work.now }))
    removed += count
    if (count < batch) {
      await sweepIncoming(order.dataFolder, cutOff(now))
      return removed
    }
  }
}

/** Bytes go before the commit: a crash between leaves a row that the next sweep finds again, never bytes that nobody knows. */
async function sweepBatch(work: Work, dataFolder: string): Promise<number> {
  await lockFiles(work, 'alone')
  const { removed, sha256s } = await deleteWaiting(work, cutOff(work.now), batch)
  const named = await selectNamed(work, sha256s)
  for (const sha256 of sha256s) {
    if (!named.has(sha256)) await rm(placeOf(dataFolder, work.tenant, sha256), { force: true })
  }
  return removed
}

function cutOff(now: Date): Date {
  return new Date(now.getTime() - uploadLimits.waitingHours * 3_600_000)
}

async function sweepIncoming(dataFolder: string, before: Date): Promise<void> {
  const folder = incomingFolder(dataFolder)
  const names = await readdir(folder).catch((fault: unknown) => {
    if (errorCode(fault) === 'ENOENT') return []
    throw fault
  })
  for (const name of names) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtime < before) await rm(path, { force: true })
  }
}
