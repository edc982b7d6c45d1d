import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import webPush from 'web-push'

/** The key pair by which push services know this installation (VAPID, RFC 8292), in base64url. */
export interface PushKeys {
  publicKey: string
  privateKey: string
}

/**
 * The keys kept in `push-keys.json` under the data folder, made at the first start and readable by their owner only. Throws when the file is damaged: with
 * new keys every device would have to subscribe again.
 */
export function keptPushKeys(dataFolder: string): PushKeys {
  const file = join(dataFolder, 'push-keys.json')
  return readKeys(file) ?? makeKeys(dataFolder, file)
}

function makeKeys(folder: string, file: string): PushKeys {
  mkdirSync(folder, { recursive: true })
  const keys = webPush.generateVAPIDKeys()
  try {
    writeFileSync(file, `${JSON.stringify(keys)}\n`, { mode: 0o600, flag: 'wx' })
    return keys
  } catch (error) {
    // Another process was faster: its keys count.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return readKeys(file)!
    throw error
  }
}

function readKeys(file: string): PushKeys | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const keys = parse(text)
  if (bytesOf(keys.publicKey) === 65 && bytesOf(keys.privateKey) === 32) return { publicKey: keys.publicKey!, privateKey: keys.privateKey! }
  throw new Error(`${file} rusak. Kembalikan dari cadangan, atau hapus: kunci baru dibuat, dan setiap perangkat harus mendaftar lagi untuk pemberitahuan.`)
}

function parse(text: string): Partial<PushKeys> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<PushKeys>
  } catch {
    return {}
  }
}

function bytesOf(key: unknown): number {
  return typeof key === 'string' ? Buffer.from(key, 'base64url').length : 0
}
