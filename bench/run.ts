import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What is measured, in the order in which it runs; each program tells in its own words what it found. */
const programs = ['act-to-screen', 'intake', 'million', 'weight', 'kill-letters', 'kill-all', 'fuzz']

/** `npm run bench` runs all of them, `npm run bench -- intake weight` some. One that fails does not keep the others from running; the exit code tells. */
function main(wanted: string[]): void {
  const unknown = wanted.filter((one) => !programs.includes(one))
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}; there are ${programs.join(', ')}.`)
    process.exit(2)
  }
  for (const name of programs.filter((one) => wanted.length === 0 || wanted.includes(one))) {
    console.log(`\n== ${name}`)
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(new URL(`${name}.ts`, import.meta.url))], { stdio: 'inherit' })
    if (status !== 0) {
      console.log(`${name} failed (exit code ${status})`)
      process.exitCode = 1
    }
  }
}

main(process.argv.slice(2))
