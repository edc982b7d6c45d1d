import { randomUUID } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileRefusal } from './upload.ts'

/** Where files are written before they are whole: on the same file system as their last place, so that a rename moves them at once. */
export function incomingFolder(dataFolder: string): string {
  return join(dataFolder, 'incoming')
}

/** A new path in the temporary folder, which is made if it is missing. */
export async function temporaryPath(dataFolder: string): Promise<string> {
  await mkdir(incomingFolder(dataFolder), { recursive: true })
  return join(incomingFolder(dataFolder), randomUUID())
}

/** The place of the bytes with this SHA-256: `files/<tenant>/ab/cd/<sha256>`. Refuses to build a path from anything else. */
export function placeOf(dataFolder: string, tenant: string, sha256: string): string {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(tenant) || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new Error(`No file has this address: tenant ${JSON.stringify(tenant)}, sha256 ${JSON.stringify(sha256)}`)
  }
  return join(dataFolder, 'files', tenant, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

/** Writes a new file and waits until the disk has it. */
export async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes the folders above a place, and waits until the disk has them. */
export async function makeFolders(place: string): Promise<void> {
  const folder = dirname(place)
  if ((await mkdir(folder, { recursive: true })) === undefined) return
  for (const each of [folder, dirname(folder), dirname(dirname(folder)), dirname(dirname(dirname(folder)))]) await syncFolder(each)
}

/** Moves a whole file to its place in one step; a power cut leaves it either here or there. What lay there had the same bytes. */
export async function moveToPlace(from: string, place: string): Promise<void> {
  await rename(from, place)
  await syncFolder(dirname(place))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (fault) {
    // Some systems cannot sync a folder; there the rename itself is all that can be had.
    if (!['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP'].includes(errorCode(fault))) throw fault
  } finally {
    await handle.close()
  }
}

/** What a failed write means for the person: a full disk is a refusal that says so; all else stays the error that it is. */
export function diskFault(fault: unknown, file: { field: string; name: string }): unknown {
  if (!['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errorCode(fault))) return fault
  const text =
    `Tempat penyimpanan kami sedang penuh, jadi berkas “${file.name}” belum dapat kami simpan. Isian Anda yang lain tidak hilang: ` +
    'coba lampirkan lagi nanti, atau kirim tanpa berkas ini dan susulkan kemudian.'
  const refusal = fileRefusal('unavailable', file.field, text)
  refusal.cause = fault
  return refusal
}

/** The system's code of an error, `ENOENT` for example; empty where it has none. */
export function errorCode(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : ''
}
