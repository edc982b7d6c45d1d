import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Authority, readAuthority } from './authority-key.ts'
import { keepFirst } from './keep-first.ts'

/**
 * The authority kept in `authority.pem` under the data folder, made at the first need, readable by its owner only, its key encrypted under
 * `sealing`. Throws when the file is damaged or was sealed with another key: a new authority would make all earlier certificates strangers.
 */
export async function keptAuthority(dataFolder: string, sealing: Buffer, at: Date): Promise<Authority> {
  const file = join(dataFolder, 'authority.pem')
  const passphrase = sealing.toString('base64')
  const kept = readFile(file)
  if (kept === undefined) {
    const { makeAuthority } = await import('./make-authority.ts')
    const made = await makeAuthority(at)
    const key = made.key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
    mkdirSync(dataFolder, { recursive: true })
    keepFirst(file, `${key}${made.certificatePem}`)
  }
  try {
    return readAuthority(kept ?? readFile(file)!, passphrase)
  } catch (error) {
    throw new Error(`${file} rusak, atau TANGGAP_MASTER_KEY sudah lain: ${(error as Error).message} Kembalikan dari cadangan (lihat docs/signing.md).`, { cause: error })
  }
}

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
