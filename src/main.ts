import { ConfigError, readConfig } from './kernel/config.ts'
import { Refusal } from './kernel/refusal.ts'
import { makeProgram } from './cli/program.ts'

/** The only composition root: reads the settings, then does what the command line says. */
async function main(): Promise<void> {
  await makeProgram(() => readConfig(process.env)).parseAsync(process.argv)
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof Refusal
  process.stderr.write(`${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  if (!known && error instanceof Error && error.cause) process.stderr.write(`Sebab: ${String(error.cause)}\n`)
  process.exitCode = 1
})
