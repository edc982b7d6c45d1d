import { createHmac, hkdfSync } from 'node:crypto'

/** What a derived key is for. Each purpose has its own key, so that one leaked key opens one thing. */
export type KeyPurpose = 'nik-encryption' | 'nik-lookup' | 'ticket-code' | 'seal' | 'session' | 'cookie' | 'app-role'

/** The installation's one master secret, and the keys derived from it (HKDF-SHA-256, 32 bytes each). */
export class Secrets {
  readonly #master: Buffer
  readonly #keys = new Map<KeyPurpose, Buffer>()
  constructor(master: Buffer) {
    this.#master = master
  }

  /** The 32-byte key for one purpose; the same for as long as the master secret is the same. */
  key(purpose: KeyPurpose): Buffer {
    let key = this.#keys.get(purpose)
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.#master, 'tanggap', purpose, 32))
      this.#keys.set(purpose, key)
    }
    return key
  }

  /** Keyed hash (HMAC-SHA-256) of `text` for one purpose. */
  mac(purpose: KeyPurpose, text: string): Buffer {
    return createHmac('sha256', this.key(purpose)).update(text).digest()
  }
}
