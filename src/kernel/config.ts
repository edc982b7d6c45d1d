import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { readAuthority } from './authority-key.ts'
import { keepFirst } from './keep-first.ts'
import { keptAuthority } from './kept-authority.ts'
import { Secrets } from './secrets.ts'

/** How one installation runs; read once, at the start, from the environment. */
export interface Config {
  production: boolean
  /** Where the embedded database, uploads and generated secrets lie. */
  dataFolder: string
  /** The user's own server; absent, the embedded one is started. */
  databaseUrl?: string
  port: number
  /** The address to listen on. */
  listen: string
  /** The host under which each tenant is a sub-host: `localhost` gives `bengkalis.localhost`. */
  baseHost: string
  /** Whether people reach the site by https (through a proxy). */
  https: boolean
  /** Addresses of proxies whose X-Forwarded headers are believed. */
  trustProxy: boolean
  /** Demonstration people and complaints, and the hints on the sign-in page. Never in production. */
  demo: boolean
  logLevel: string
  secrets: Secrets
}

/** One thing wrong with the settings. */
export interface ConfigFault {
  name: string
  text: string
}

/** All faults of the settings together: nothing is started with half of them right. */
export class ConfigError extends Error {
  readonly faults: ConfigFault[]
  constructor(faults: ConfigFault[]) {
    super(['Tanggap tidak dapat dijalankan. Perbaiki pengaturan ini:', ...faults.map((f) => `  ${f.name}: ${f.text}`)].join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

const settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  TANGGAP_DATA: z.string().default('data'),
  DATABASE_URL: z.string().optional(),
  PORT: z.string().default('3000'),
  TANGGAP_LISTEN: z.string().optional(),
  TANGGAP_HOST: z.string().default('localhost'),
  TANGGAP_HTTPS: z.enum(['ya', 'tidak']).optional(),
  TANGGAP_PROXY: z.enum(['ya', 'tidak']).default('tidak'),
  TANGGAP_DEMO: z.enum(['ya', 'tidak']).optional(),
  TANGGAP_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  TANGGAP_MASTER_KEY: z.string().optional(),
  TANGGAP_AUTHORITY: z.string().optional(),
})

/** Reads the settings. Throws `ConfigError` with every fault; in production there is no default for what keeps people's data safe. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const { env, wrongWords } = readWords(present)
  const production = env.NODE_ENV === 'production'
  const faults = [...wrongWords, ...findFaults(env), ...(production ? findProductionFaults(env) : [])]
  if (faults.length > 0) throw new ConfigError(faults)
  const dataFolder = resolve(env.TANGGAP_DATA)
  return {
    production, dataFolder, port: Number(env.PORT), baseHost: env.TANGGAP_HOST.toLowerCase(), logLevel: env.TANGGAP_LOG,
    listen: env.TANGGAP_LISTEN ?? (production ? '0.0.0.0' : '127.0.0.1'),
    https: env.TANGGAP_HTTPS === undefined ? production : env.TANGGAP_HTTPS === 'ya',
    trustProxy: env.TANGGAP_PROXY === 'ya',
    demo: env.TANGGAP_DEMO === undefined ? !production : env.TANGGAP_DEMO === 'ya',
    secrets: new Secrets(
      env.TANGGAP_MASTER_KEY ? Buffer.from(env.TANGGAP_MASTER_KEY, 'base64') : keptMasterKey(dataFolder),
      async (secrets, at) => (env.TANGGAP_AUTHORITY ? givenAuthority(env.TANGGAP_AUTHORITY) : await keptAuthority(dataFolder, secrets.key('authority'), at)),
    ),
    ...(env.DATABASE_URL && { databaseUrl: env.DATABASE_URL }),
  }
}

type Settings = z.infer<typeof settings>

/** The settings; one whose word is not allowed is told, and read as if it were not there, so that all other faults are told with it. */
function readWords(present: Record<string, string | undefined>): { env: Settings; wrongWords: ConfigFault[] } {
  const parsed = settings.safeParse(present)
  if (parsed.success) return { env: parsed.data, wrongWords: [] }
  const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]))
  const rest = Object.fromEntries(Object.entries(present).filter(([name]) => !wrong.has(name)))
  return { env: settings.parse(rest), wrongWords: parsed.error.issues.map(toFault(present)) }
}

function toFault(present: Record<string, string | undefined>) {
  return (issue: z.core.$ZodIssue): ConfigFault => {
    const name = String(issue.path[0] ?? '')
    const expected = issue.code === 'invalid_value' ? issue.values.join(', ') : 'teks'
    return { name, text: `ditemukan “${present[name] ?? ''}”, yang diharapkan salah satu dari: ${expected}.` }
  }
}

function findFaults(env: Settings): ConfigFault[] {
  const faults: ConfigFault[] = []
  if (!/^\d{1,5}$/.test(env.PORT) || Number(env.PORT) > 65_535) faults.push({ name: 'PORT', text: `ditemukan “${env.PORT}”, yang diharapkan angka 1–65535.` })
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\/[^/]+\/.+/.test(env.DATABASE_URL)) {
    faults.push({ name: 'DATABASE_URL', text: 'bukan alamat PostgreSQL. Contoh: postgres://pengguna:sandi@peladen:5432/tanggap' })
  }
  if (!/^[a-z0-9.-]+$/i.test(env.TANGGAP_HOST)) faults.push({ name: 'TANGGAP_HOST', text: `“${env.TANGGAP_HOST}” bukan nama host. Contoh: tanggap.example.go.id` })
  if (env.TANGGAP_MASTER_KEY !== undefined) faults.push(...weakKey(env.TANGGAP_MASTER_KEY))
  if (env.TANGGAP_AUTHORITY !== undefined) faults.push(...wrongAuthority(env.TANGGAP_AUTHORITY))
  return faults
}

function givenAuthority(base64: string) {
  return readAuthority(Buffer.from(base64, 'base64').toString('latin1'))
}

function wrongAuthority(base64: string): ConfigFault[] {
  try {
    givenAuthority(base64)
    return []
  } catch (error) {
    return [{ name: 'TANGGAP_AUTHORITY', text: `${(error as Error).message} Isinya berkas PEM dalam base64 (lihat docs/signing.md).` }]
  }
}

function findProductionFaults(env: Settings): ConfigFault[] {
  const faults: ConfigFault[] = []
  if (env.TANGGAP_MASTER_KEY === undefined) faults.push({ name: 'TANGGAP_MASTER_KEY', text: 'belum diisi. Buat dengan:  openssl rand -base64 32  dan simpan terpisah dari basis data.' })
  if (env.DATABASE_URL === undefined) faults.push({ name: 'DATABASE_URL', text: 'belum diisi. Contoh: postgres://pengguna:sandi@peladen:5432/tanggap' })
  else if (/:(postgres|password|tanggap|secret|123456|admin|)@/i.test(env.DATABASE_URL)) faults.push({ name: 'DATABASE_URL', text: 'sandinya kosong atau mudah ditebak. Pakai sandi acak.' })
  if (env.TANGGAP_HOST === 'localhost') faults.push({ name: 'TANGGAP_HOST', text: 'belum diisi. Isi nama host tempat kabupaten menjadi subhost, misalnya tanggap.example.go.id' })
  if (env.TANGGAP_DEMO === 'ya') faults.push({ name: 'TANGGAP_DEMO', text: 'orang dan laporan peraga tidak boleh ada di produksi. Hapus pengaturan ini.' })
  if (env.TANGGAP_HTTPS === 'tidak') faults.push({ name: 'TANGGAP_HTTPS', text: 'produksi wajib memakai https. Hapus pengaturan ini dan pasang proksi https.' })
  return faults
}

function weakKey(text: string): ConfigFault[] {
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32 || key.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')) {
    return [{ name: 'TANGGAP_MASTER_KEY', text: `harus 32 bita dalam base64; yang ditemukan ${key.length} bita. Buat dengan:  openssl rand -base64 32` }]
  }
  const different = new Set(key).size
  return different < 16 ? [{ name: 'TANGGAP_MASTER_KEY', text: `terlalu lemah: hanya ${different} nilai bita yang berbeda. Buat dengan:  openssl rand -base64 32` }] : []
}

/** The secret of the embedded default: made at first start, kept under the data folder, readable by its owner only. */
function keptMasterKey(folder: string): Buffer {
  const file = join(folder, 'master-key')
  if (existsSync(file)) {
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
    if (key.length === 32) return key
    throw new ConfigError([{ name: file, text: 'rusak: bukan 32 bita dalam base64. Kembalikan dari cadangan; tanpa kunci ini NIK tidak dapat dibaca.' }])
  }
  mkdirSync(folder, { recursive: true })
  keepFirst(file, `${randomBytes(32).toString('base64')}\n`)
  return keptMasterKey(folder)
}
