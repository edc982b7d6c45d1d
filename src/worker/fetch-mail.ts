import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import type { Log } from '../kernel/log.ts'
import type { Resources } from '../kernel/work.ts'
import { handleWaiting, keepMail, mailLimits } from '../domains/intake/index.ts'

export interface ImapSettings {
  host: string
  port: number
  /** TLS from the first byte; otherwise STARTTLS, or an open line, which is for a server on this machine. */
  line: 'tls' | 'starttls' | 'open'
  user: string
  password: string
  mailbox: string
  /** Where kept mails are moved to; without it they are only marked as read. */
  moveTo?: string
}

/**
 * Reads the settings out of one address: `imaps://user:password@host:993/INBOX?moveTo=Tanggap`. `imap://` to another machine demands STARTTLS,
 * unless it says `requireTLS=false`.
 */
export function readImapSettings(url: URL): ImapSettings {
  const secure = url.protocol === 'imaps:'
  const isOpen = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) || url.searchParams.get('requireTLS') === 'false'
  const moveTo = url.searchParams.get('moveTo')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || (secure ? 993 : 143), line: secure ? 'tls' : isOpen ? 'open' : 'starttls',
    user: decodeURIComponent(url.username), password: decodeURIComponent(url.password),
    mailbox: decodeURIComponent(url.pathname.slice(1)) || 'INBOX', ...(moveTo && { moveTo }),
  }
}

export interface MailFetcherOptions {
  imap: ImapSettings
  tenant: string
  resources: Resources
  dataFolder: string
  /** Addresses that Tanggap itself writes from: what comes from them is never a report. */
  ownAddresses: string[]
  log: Log
  now(): Date
  /** Milliseconds between two looks at a mailbox that announces nothing. */
  every?: number
}

const longestPauseMs = 300_000
const patienceMs = 5000

/**
 * Starts reading a tenant's mailbox: at once when the server announces a mail, otherwise every minute. Each mail is kept, handled, and only then
 * marked as read; a line that breaks is opened again, ever more slowly. Several processes may do so.
 */
export function startMailFetcher(options: MailFetcherOptions): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = keepFetching(options, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function keepFetching(options: MailFetcherOptions, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    const session = new MailSession(options, signal)
    await session.run(() => {
      failures = 0
    }).catch((error: unknown) => options.log.warn({ err: error, tenant: options.tenant }, 'the mailbox cannot be read; tried again'))
    await pause(Math.min(longestPauseMs, 1000 * 2 ** failures++), undefined, { signal }).catch(() => {})
  }
}

/** One connection to the mailbox, from sign-in until it breaks or the fetcher is stopped. */
class MailSession {
  readonly #options: MailFetcherOptions
  readonly #signal: AbortSignal
  readonly #client: ImapFlow
  #announced = false
  #wake: () => void = () => {}
  /** Mails that the server did not let us mark: known, and not fetched again by this connection. */
  readonly #unmarked = new Set<number>()

  constructor(options: MailFetcherOptions, signal: AbortSignal) {
    const { host, port, line, user, password } = options.imap
    this.#options = options
    this.#signal = signal
    this.#client = new ImapFlow({
      host, port, secure: line === 'tls', auth: { user, pass: password }, logger: false, disableAutoIdle: true,
      connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 180_000,
      maxLiteralSize: mailLimits.bytes + 1024, maxResponseSize: mailLimits.bytes + 1024 * 1024, ...(line !== 'tls' && { doSTARTTLS: line === 'starttls' }),
    })
    // The commands under way fail with it.
    this.#client.on('error', () => this.#wake())
    this.#client.on('close', () => this.#wake())
    this.#client.on('exists', () => {
      this.#announced = true
      this.#wake()
    })
  }

  async run(onRead: () => void): Promise<void> {
    const { imap, every = 60_000 } = this.#options
    const end = () => {
      this.#wake()
      setTimeout(() => this.#client.close(), patienceMs).unref()
    }
    this.#signal.addEventListener('abort', end, { once: true })
    try {
      await this.#client.connect()
      if (imap.moveTo) await this.#client.mailboxCreate(imap.moveTo)
      await this.#client.mailboxOpen(imap.mailbox)
      while (!this.#signal.aborted && this.#client.usable) {
        this.#announced = false
        await this.#handle()
        await this.#readNew()
        onRead()
        if (!this.#announced) await this.#rest(every)
      }
      if (this.#client.usable) await this.#client.logout()
    } finally {
      this.#signal.removeEventListener('abort', end)
      this.#client.close()
    }
  }

  /** Waits for an announcement, the time, the end of the line or of the fetcher. */
  async #rest(ms: number): Promise<void> {
    await new Promise<void>((done) => {
      const timer = setTimeout(done, ms)
      this.#wake = () => {
        clearTimeout(timer)
        done()
      }
      if (this.#signal.aborted || this.#announced || !this.#client.usable) this.#wake()
      else this.#client.idle().catch(() => this.#wake())
    })
    this.#wake = () => {}
  }

  /**
   * Takes all unread mails. One that fails is left for the next look, so that it does not hold up the others; three in a row are a fault of ours or
   * of the line.
   */
  async #readNew(): Promise<void> {
    const uids = (await this.#client.search({ seen: false }, { uid: true })) || []
    let failures = 0
    for (const uid of uids.filter((one) => !this.#unmarked.has(one)).sort((a, b) => a - b)) {
      if (this.#signal.aborted) return
      try {
        await this.#take(uid)
        failures = 0
      } catch (error) {
        if (!this.#client.usable || ++failures >= 3) throw error
        this.#options.log.error({ err: error, tenant: this.#options.tenant, uid }, 'a mail could not be kept; it stays in the mailbox and is tried again')
      }
    }
  }

  async #take(uid: number): Promise<void> {
    const { tenant, resources, dataFolder, ownAddresses, now, log } = this.#options
    const about = await this.#client.fetchOne(String(uid), { uid: true, size: true, internalDate: true }, { uid: true })
    if (!about) return
    const size = about.size ?? 0
    const part = size > mailLimits.bytes ? { start: 0, maxLength: mailLimits.headBytes } : true
    const { source } = (await this.#client.fetchOne(String(uid), { source: part }, { uid: true })) || {}
    if (!source || !this.#client.mailbox) return
    const place = `${this.#client.mailbox.uidValidity}:${uid}`
    const delivery = { raw: source, size, place, receivedAt: new Date(about.internalDate ?? now()) }
    const outcome = await keepMail(resources, { tenant, dataFolder, ownAddresses, now: now() }, delivery)
    log.info({ tenant, place, outcome }, 'a mail was kept')
    if (outcome === 'kept') await this.#handle()
    await this.#mark(uid)
  }

  async #mark(uid: number): Promise<void> {
    const { moveTo } = this.#options.imap
    const marked = await this.#client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
    if (moveTo) await this.#client.messageMove(String(uid), moveTo, { uid: true })
    if (marked) return
    this.#unmarked.add(uid)
    this.#options.log.warn({ tenant: this.#options.tenant, uid }, 'the mailbox does not let us mark mails as read')
  }

  /**
   * Handles what is kept and waits: the mail that just came, and what a crash left. Its faults are counted where it waits, and never keep mails from
   * being read.
   */
  async #handle(): Promise<void> {
    const { tenant, resources, now, log } = this.#options
    const faults = await handleWaiting(resources, { tenant, now: now() })
    for (const fault of faults) log.error({ err: fault, tenant }, 'a kept message could not be handled; tried again')
  }
}
