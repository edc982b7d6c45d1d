import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { Authority } from './authority-key.ts'

/** What a derived key is for. Each purpose has its own key, so that one leaked key opens one thing. */
export type KeyPurpose = 'nik-encryption' | 'nik-lookup' | 'ticket-code' | 'seal' | 'session' | 'cookie' | 'app-role' | 'internal-note' | 'public-mask' | 'authority' | 'p12'

/** Where the certificate authority comes from, asked once, at the first need. */
export type AuthoritySource = (secrets: Secrets, at: Date) => Promise<Authority>

/** The installation's one master secret, and the keys derived from it (HKDF-SHA-256, 32 bytes each). */
export class Secrets {
  readonly #master: Buffer
  readonly #keys = new Map<KeyPurpose, Buffer>()
  readonly #macKeys = new Map<KeyPurpose, KeyObject>()
  readonly #source: AuthoritySource | undefined
  #authority: Promise<Authority> | undefined
  constructor(master: Buffer, source?: AuthoritySource) {
    this.#master = master
    this.#source = source
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
    return createHmac('sha256', this.#macKey(purpose)).update(text).digest()
  }

  // Given as bytes, the key would be made ready anew for each text: five times the work of the hash itself.
  #macKey(purpose: KeyPurpose): KeyObject {
    let key = this.#macKeys.get(purpose)
    if (!key) {
      key = createSecretKey(this.key(purpose))
      this.#macKeys.set(purpose, key)
    }
    return key
  }

  /**
   * The installation's certificate authority, made at the first need (then `at` counts as now). Throws where these secrets have no source for one.
   */
  authority(at: Date): Promise<Authority> {
    if (!this.#source) throw new Error('These secrets were made without a certificate authority.')
    this.#authority ??= this.#source(this, at).catch((error: unknown) => {
      this.#authority = undefined
      throw error
    })
    return this.#authority
  }
}
