import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'

/** Whether a real IMAP server is installed (Debian: `apt-get install dovecot-imapd`). */
export const hasDovecot: boolean = existsSync('/usr/sbin/dovecot') && existsSync('/usr/lib/dovecot/imap')

export interface Dovecot {
  port: number
  /** The settings under which a user of this name reads their mail; everybody has the same password. */
  url(user: string, port?: number): URL
  /** Signed in, with the mailbox open. */
  open(user: string, mailbox?: string): Promise<ImapFlow>
  stop(): Promise<void>
}

/** Starts Dovecot for this run only: own folder, a free port of this machine, its own processes. */
export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-dovecot-'))
  const port = await freePort()
  writeFileSync(join(folder, 'dovecot.conf'), settings(folder, port))
  const server = spawn('/usr/sbin/dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' })
  const ended = once(server, 'exit')
  for (let tries = 0; !(await answers(port)); tries++) {
    const log = join(folder, 'log')
    if (tries > 100 || server.exitCode !== null) throw new Error(`Dovecot did not start: ${existsSync(log) ? readFileSync(log, 'utf8') : server.exitCode}`)
    await pause(100)
  }
  return {
    port,
    url: (user, through = port) => new URL(`imap://${user}:rahasia@127.0.0.1:${through}/INBOX`),
    async open(user, mailbox = 'INBOX') {
      const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user, pass: 'rahasia' }, logger: false, disableAutoIdle: true })
      await client.connect()
      await client.mailboxOpen(mailbox)
      return client
    },
    async stop() {
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function settings(folder: string, port: number): string {
  const root = process.getuid?.() === 0
  const mailUser = root ? 65_534 : process.getuid!()
  mkdirSync(join(folder, 'mail'))
  if (root) {
    chmodSync(folder, 0o755)
    chownSync(join(folder, 'mail'), mailUser, mailUser)
  }
  const own = root ? '' : `default_internal_user = ${userInfo().username}\ndefault_login_user = ${userInfo().username}\nservice imap-login {\n  chroot =\n}\nservice anvil {\n  chroot =\n}\n`
  return `protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
passdb {
  driver = static
  args = password=rahasia
}
userdb {
  driver = static
  args = uid=${mailUser} gid=${mailUser} home=${folder}/mail/%u
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
${own}`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const found = await Promise.race([once(socket, 'data').then(() => true), once(socket, 'error').then(() => false), pause(500).then(() => false)]).catch(() => false)
  socket.destroy()
  return found
}

export interface BrokenLine {
  port: number
  /** Resolves when the client first sent what is held back. */
  heldBack: Promise<void>
  /** Cuts every connection that is open now. */
  cut(): void
  close(): void
}

/** A line to a server on this machine, on which everything from the client that fits `holdBack` is swallowed, and all that follows. */
export async function startBrokenLine(target: number, holdBack?: RegExp): Promise<BrokenLine> {
  const sockets = new Set<Socket>()
  let tell: () => void = () => {}
  const heldBack = new Promise<void>((done) => {
    tell = done
  })
  const server = createServer((client) => {
    const there = connect(target, '127.0.0.1')
    let silent = false
    for (const [one, other] of [[client, there], [there, client]] as const) {
      sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
    there.pipe(client)
    client.on('data', (bytes: Buffer) => {
      silent ||= holdBack?.test(bytes.toString('latin1')) ?? false
      if (silent) tell()
      else there.write(bytes)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port, heldBack, cut,
    close() {
      cut()
      server.close()
    },
  }
}
