import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { exampleFacts } from './example-standard.ts'
import { readStandard } from './read-standard.ts'
import { standardFileSchema } from './standard-file.ts'

const manual = readFileSync(fileURLToPath(new URL('../../../docs/standards.md', import.meta.url)), 'utf8')

test('the example in the manual is a standard without a fault', () => {
  const example = manual.split('\n').filter((line) => line.startsWith('    ')).map((line) => line.slice(4)).join('\n')
  const { standard, faults } = readStandard(example, 'contoh.yaml', exampleFacts)
  expect(faults).toEqual([])
  expect(standard?.shortName).toBe('Izin pasar malam')
})

test('the manual explains every key', () => {
  const rows = manual.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|')[1] ?? '').join(' ')
  const explained = [...rows.matchAll(/`([a-z-]+)`/g)].map((match) => match[1])
  expect(explained.sort()).toEqual(Object.keys(standardFileSchema.shape).sort())
})
