import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type JsonSchema, knownKeysAt, sopJsonSchema } from './sop-json-schema.ts'

test('docs/sop.schema.json is up to date (vitest -u writes it anew)', async () => {
  await expect(`${JSON.stringify(sopJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../../docs/sop.schema.json')
})

test('the committed schema can be read and offers the effects to an editor', async () => {
  const committed = JSON.parse(await readFile(new URL('../../../docs/sop.schema.json', import.meta.url), 'utf8')) as JsonSchema
  expect(committed.required).toEqual([
    'sop',
    'versi',
    'judul',
    'sebutan',
    'ringkas',
    'jenis',
    'identitas',
    'pelaksana',
    'isian',
    'formulir',
    'langkah',
  ])
  expect(JSON.stringify(committed)).toContain('"tugaskan-unit"')
})

test('every key of the file has a description', () => {
  const bare: string[] = []
  const look = (schema: JsonSchema, path: string) => {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (!property.description) bare.push(`${path}/${key}`)
      look(property, `${path}/${key}`)
    }
    for (const one of [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]) look(one, path)
    if (typeof schema.additionalProperties === 'object') look(schema.additionalProperties, `${path}/*`)
  }
  look(sopJsonSchema(), '')
  expect(bare).toEqual([])
})

test('the keys that may stand at a place are known, whatever the names around it', () => {
  expect(knownKeysAt(['tenggat'])).toEqual(['menurut', 'waktu', 'selain-itu'])
  expect(knownKeysAt(['formulir', 0])).toEqual(['isian', 'wajib-bila', 'hanya-bila'])
  expect(knownKeysAt(['langkah', 'apa-saja', 'tindakan', 'entah'])).toEqual([
    'label',
    'bantuan',
    'isi',
    'ke',
    'bila',
    'akibat',
    'sendiri',
    'oleh',
    'gaya',
    'kabar',
  ])
  expect(knownKeysAt(['langkah', 'constructor', 'kabur'])).toEqual([])
})
