import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { canonical } from '../src/domains/audit/index.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const known = JSON.parse(readFileSync(`${folder}versions.json`, 'utf8')) as Record<string, string>

/** Tenant, code and version of each SOP file, with the digest of what it says; comments and layout are not part of it. */
const written = globSync('*/sops/*.yaml', { cwd: folder }).sort().map((file): [string, string] => {
  const sop = parse(readFileSync(`${folder}${file}`, 'utf8'), { schema: 'failsafe' })
  return [`${file.split('/')[0]}/${sop.sop} ${sop.versi}`, createHash('sha256').update(canonical(sop)).digest('hex')]
})

// Tickets run under a version once it is in use: a data folder that knows it refuses the same version with another content.
test('an SOP that says something else than before has a new version', () => {
  expect(written.filter(([version, digest]) => known[version] && known[version] !== digest).map(([version]) => `${version}: changed, so it needs a new \`versi\``)).toEqual([])
})

test('each version is entered in versions.json once it is final', () => {
  expect(written.filter(([version]) => !known[version]).map(([version, digest]) => `"${version}": "${digest}"`)).toEqual([])
})
