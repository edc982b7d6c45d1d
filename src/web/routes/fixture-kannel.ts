import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const programs = { bearerbox: '/usr/sbin/bearerbox', smsbox: '/usr/sbin/smsbox', operator: '/usr/lib/kannel/test/fakesmsc' }

/** Whether Debian's `kannel` and `kannel-extras` are installed. */
export const kannelIsHere: boolean = Object.values(programs).every((path) => existsSync(path))

/** A real Kannel on free ports of this machine, with fakesmsc as its operator. */
export interface Kannel {
  sendsms: string
  /** SMS that telephones got, in the order of their arrival: `1708 +628… text Halo`. */
  received: string[]
  /** Somebody sends an SMS: `+628… 1708 text LAPOR jalan rusak`, in fakesmsc's own words. */
  say(message: string): Promise<void>
  killSmsbox(): Promise<void>
  startSmsbox(): Promise<void>
  /** What bearerbox says of itself. */
  status(): Promise<string>
  stop(): Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Asks until it is so, or gives up after some seconds. */
export async function until<T>(ask: () => Promise<T | undefined | false> | T | undefined | false, seconds = 20): Promise<T> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const found = await ask()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`not so after ${seconds} seconds: ${ask.toString().slice(0, 200)}`)
    await new Promise((done) => setTimeout(done, 15))
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/** Starts bearerbox and smsbox as docs/gateways.md sets them up; `getUrl` is where our server takes messages in. */
export async function startKannel(getUrl: string): Promise<Kannel> {
  const folder = mkdtempSync(join(tmpdir(), 'kannel-'))
  const ports = { admin: await freePort(), box: await freePort(), operator: await freePort(), sendsms: await freePort() }
  const conf = join(folder, 'kannel.conf')
  writeFileSync(conf, configuration(folder, ports, getUrl))
  const bearerbox = spawn(programs.bearerbox, [conf], { stdio: 'ignore' })
  await until(() => answers(ports.box))
  await until(() => answers(ports.operator))
  let smsbox: ChildProcess | undefined
  let operator: ChildProcess | undefined
  const received: string[] = []
  const startSmsbox = async () => {
    smsbox = spawn(programs.smsbox, [conf], { stdio: 'ignore' })
    await until(() => answers(ports.sendsms))
  }
  const status = async () => await (await fetch(`http://127.0.0.1:${ports.admin}/status.txt?password=rahasia`)).text()
  const say = async (message: string) => {
    // The operator has one line: who speaks next takes it over.
    await end(operator, 'SIGKILL')
    await until(async () => !/FAKE:\d+ \(online/.test(await status()))
    const child = spawn(programs.operator, ['-H', '127.0.0.1', '-r', String(ports.operator), '-i', '0.01', '-m', '1', message], { stdio: ['ignore', 'ignore', 'pipe'] })
    operator = child
    let rest = ''
    let sent = false
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        sent ||= line.includes('sent message 1')
        const got = /Got message \d+: <(.*)>$/.exec(line)?.[1]
        if (got) received.push(got)
      }
    })
    await until(() => sent)
  }
  await startSmsbox()
  return {
    sendsms: `http://127.0.0.1:${ports.sendsms}/cgi-bin/sendsms`, received, say, startSmsbox, status,
    killSmsbox: () => end(smsbox, 'SIGKILL'),
    async stop() {
      await end(operator, 'SIGKILL')
      await end(smsbox, 'SIGKILL')
      await end(bearerbox, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Ports {
  admin: number
  box: number
  operator: number
  sendsms: number
}

function configuration(folder: string, ports: Ports, getUrl: string): string {
  return `
group = core
admin-port = ${ports.admin}
admin-password = rahasia
admin-interface = 127.0.0.1
smsbox-port = ${ports.box}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
store-type = file
store-location = ${folder}/store
log-file = ${folder}/bearerbox.log
log-level = 1

group = smsc
smsc = fake
smsc-id = uji
port = ${ports.operator}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${ports.box}
sendsms-port = ${ports.sendsms}
sendsms-interface = 127.0.0.1
global-sender = 1708
mo-recode = true
http-request-retry = 100
http-queue-delay = 1
log-file = ${folder}/smsbox.log
log-level = 1

group = sendsms-user
username = tanggap
password = rahasia
concatenation = true
max-messages = 6

group = sms-service
keyword = default
catch-all = true
max-messages = 0
concatenation = true
omit-empty = true
get-url = "${getUrl}&from=%p&to=%P&text=%b&time=%T&id=%I&coding=%c&charset=%C&smsc=%i"
`
}
