import { ConfigError, readConfig } from './kernel/config.ts'
import { Refusal } from './kernel/refusal.ts'
import { makeProgram } from './cli/program.ts'

/** The only composition root: reads the settings, then does what the command line says. */
async function main(): Promise<void> {
  await makeProgram(() => readConfig(process.env), process.env).parseAsync(process.argv)
}

function isUnreachable(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? ''
  return ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', '28P01', '3D000'].includes(code) || (error instanceof AggregateError && error.errors.some(isUnreachable))
}

main().catch((error: unknown) => {
  if (isUnreachable(error)) {
    process.stderr.write('Basis data tidak dapat dihubungi. Yang diharapkan: peladen PostgreSQL menjawab di alamat DATABASE_URL. Periksa alamat, sandi, dan apakah peladennya berjalan.\n')
    process.exitCode = 1
    return
  }
  const known = error instanceof ConfigError || error instanceof Refusal
  process.stderr.write(`${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  if (!known && error instanceof Error && error.cause) process.stderr.write(`Sebab: ${String(error.cause)}\n`)
  process.exitCode = 1
})
