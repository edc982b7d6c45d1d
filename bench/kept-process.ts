import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url))

interface KeptOrder {
  /** What follows `tanggap`: `['work']`. */
  words: string[]
  environment: Record<string, string>
  /** Where it writes what it has to say. */
  logFile: string
  /** Stands in the log each time that it is ready. */
  readyWhen: RegExp
}

/** A `tanggap` process that is started again whenever it ends, as the system's own keeper of services would (`Restart=always`). */
export class KeptProcess {
  /** How often it ended without being told, after it had been ready: crashes. */
  crashes = 0
  readonly #order: KeptOrder
  #child: ChildProcess | undefined
  #stopped = false
  #told = false
  #readyBefore = 0

  constructor(order: KeptOrder) {
    this.#order = order
    this.#start()
  }

  /** Kills it (SIGKILL) and waits until its successor is ready. */
  async kill(): Promise<void> {
    await this.ready()
    this.#told = true
    this.#child?.kill('SIGKILL')
    await until('the killed process ended', () => !this.#told)
    await this.ready()
  }

  /** Resolves when the process that runs now has said that it is ready. */
  async ready(): Promise<void> {
    await until(`tanggap ${this.#order.words.join(' ')} is ready`, () => this.#isReady())
  }

  /** Asks it to end (SIGTERM), and does not start it again. */
  async stop(): Promise<void> {
    this.#stopped = true
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await ended
    clearTimeout(force)
  }

  #start(): void {
    this.#readyBefore = this.#timesReady()
    const { words, environment, logFile } = this.#order
    const log = openSync(logFile, 'a')
    const child = spawn(process.execPath, ['--import', 'tsx', program, ...words], { env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...environment }, stdio: ['ignore', log, log] })
    closeSync(log)
    this.#child = child
    child.once('exit', () => {
      if (!this.#told && !this.#stopped && this.#isReady()) this.crashes++
      this.#told = false
      this.#child = undefined
      if (!this.#stopped) setTimeout(() => this.#stopped || this.#start(), 300)
    })
  }

  #isReady(): boolean {
    return this.#child !== undefined && this.#timesReady() > this.#readyBefore
  }

  #timesReady(): number {
    return readFileSync(this.#order.logFile, { encoding: 'utf8', flag: 'a+' }).split(this.#order.readyWhen).length - 1
  }
}

/** Waits until something is so; throws when it is not within two minutes. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, seconds = 120): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    if (await isSo()) return
    await pause(100)
  }
  throw new Error(`It took more than ${seconds} seconds until ${what}.`)
}

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
