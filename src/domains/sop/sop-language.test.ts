import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { effectCatalogue } from './effect-catalogue.ts'
import { exampleFacts } from './example-sop.ts'
import { readSop } from './read-sop.ts'
import { type JsonSchema, sopJsonSchema } from './sop-json-schema.ts'
import { fieldTypeWords } from './sop-words.ts'
import { walkSop } from './walk-sop.ts'

const manual = readFileSync(new URL('../../../docs/sop-language.md', import.meta.url), 'utf8')
const example = /```yaml\n([\s\S]*?)```/.exec(manual)![1]!

test('every effect has its row in the manual, and every field type has its row', () => {
  for (const { word } of effectCatalogue) expect(manual).toContain(`\n| \`${word}\` | `)
  for (const { word, meaning } of fieldTypeWords) expect(manual).toContain(`\n| \`${word}\` | ${meaning} |`)
})

test('every key of the file format is explained', () => {
  const keys = (schema: JsonSchema): string[] => [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, property]) => [key, ...keys(property)]),
    ...[...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])].flatMap(keys),
    ...(typeof schema.additionalProperties === 'object' ? keys(schema.additionalProperties) : []),
  ]
  const unexplained = keys(sopJsonSchema()).filter((key) => !new RegExp(`\`[^\`]*\\b${key}\\b[^\`]*\``).test(manual))
  expect(unexplained).toEqual([])
})

test('the example of the tutorial loads without fault, and every act of it can be taken', () => {
  const { sop, faults } = readSop(example, 'docs/sop-language.md', exampleFacts)
  expect(faults).toEqual([])
  const { edges, paths } = walkSop(sop!)
  expect(edges).toHaveLength(5)
  expect(paths.every((path) => path.feasible)).toBe(true)
})

test('each part of the tutorial stands in the example as it is, or with a line more', () => {
  const parts = manual
    .slice(manual.indexOf('## Dari berkas kosong'), manual.indexOf('## Contoh lengkap'))
    .split('\n')
    .filter((line) => line.startsWith('    ') && !line.startsWith('    tenants/'))
    .map((line) => line.slice(4))
  const lines = example.split('\n')
  const missing = parts.filter((line) => !lines.some((one) => one.startsWith(line.replace(/ \}$/, ''))))
  expect(parts).toHaveLength(28)
  expect(missing).toEqual([])
})

test('the fault that the tutorial shows is the one that the reader tells', () => {
  const parts = manual
    .slice(manual.indexOf('## Dari berkas kosong'), manual.indexOf('**5. Periksa.**'))
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => line.slice(4))
  const [fault] = readSop(parts.join('\n'), 'tenants/contoh/sops/aduan-jalan.yaml', exampleFacts).faults.filter((f) =>
    f.found.startsWith('langkah "disposisi"'),
  )
  const shown = manual.split('\n').find((line) => line.startsWith('    tenants/contoh/'))
  expect(shown).toBe(`    ${fault?.file}:${fault?.line}:${fault?.column}: ditemukan ${fault?.found}; yang diharapkan ${fault?.expected}; …`)
})
