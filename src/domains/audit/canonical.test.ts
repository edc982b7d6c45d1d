import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { databaseForThisTest } from '../../kernel/testing.ts'
import { canonical, type Json } from './canonical.ts'
import { chainEvents, chainStart, hashEvent } from './event.ts'

test('keys are sorted at every depth, blanks left out, absent values left out, lists left as they are', () => {
  expect(canonical({ b: [3, { z: 1, a: null }, 1], a: { d: undefined, c: true } })).toBe('{"a":{"c":true},"b":[3,{"a":null,"z":1},1]}')
})

test('what differs is written differently', () => {
  const texts = [0, '0', '', null, false, [], {}, [[]], { a: null }, { a: '' }, ['a', 'b'], ['a,b'], 'é', 'e\u0301'].map((value) => canonical(value as Json))
  expect(new Set(texts).size).toBe(texts.length)
})

const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('\\u0000') && JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(value)))

function shuffled(value: unknown, turn: number): unknown {
  if (Array.isArray(value)) return value.map((one) => shuffled(one, turn))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, one]) => [key, shuffled(one, turn)] as const)
  const at = entries.length === 0 ? 0 : turn % entries.length
  return Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)].reverse())
}

test('the order of keys does not matter', () => {
  fc.assert(fc.property(json, fc.nat(), (value, turn) => { expect(canonical(shuffled(value, turn) as Json)).toBe(canonical(value as Json)) }))
})

test('a way through the database and back changes no hash: numbers great and small, signs of all writings', async () => {
  const { db } = await databaseForThisTest()
  const awkward: Json[] = [
    1e21, -1e21, 1e-7, 5e-324, 1.7976931348623157e308, -0, 0.1, 123_456_789_012_345.67, Number.MAX_SAFE_INTEGER, 2 ** 60, 'é', 'e\u0301', '😀', '\ufeff', '\u2028', '"\\/\b\t\n', 'ꦗꦮ',
    { '': 1, ' ': 2, '10': 3, '9': 4, é: 5, constructor: 6, aa: 7, b: 8 }, JSON.parse('{"__proto__": {"a": 1}}') as Json, [[], {}, [null]],
  ]
  const random = fc.sample(json, { numRuns: 300, seed: 7 }) as Json[]
  const values = [...awkward, ...random]
  const { rows } = await sql<{ back: Json }>`select value as back from jsonb_array_elements(${JSON.stringify(values)}::jsonb) with ordinality as e (value, at) order by at`.execute(db)
  expect(rows.map((row) => canonical(row.back))).toEqual(values.map(canonical))
})

const event = { ticketId: '019b8c18-e3fb-7000-8000-000000000001', at: new Date('2026-01-05T03:00:00Z'), actor: { kind: 'officer' as const, id: 'x', role: 'Admin' }, act: 'teruskan', body: { unit: 'dpupr' } }

test('a hash says all of its event: tenant, ticket, number, moment, actor, act, body and what was before', () => {
  const first = { ...event, seq: 1 }
  const hashes = [
    hashEvent('a', first, chainStart), hashEvent('b', first, chainStart), hashEvent('a', { ...first, ticketId: 'y' }, chainStart), hashEvent('a', { ...first, seq: 2 }, chainStart),
    hashEvent('a', { ...first, at: new Date('2026-01-05T03:00:00.001Z') }, chainStart), hashEvent('a', { ...first, actor: { ...first.actor, role: 'Kepala' } }, chainStart),
    hashEvent('a', { ...first, act: 'tolak' }, chainStart), hashEvent('a', { ...first, body: { unit: 'dlh' } }, chainStart), hashEvent('a', first, Buffer.alloc(32, 1)),
  ].map((hash) => hash.toString('hex'))
  expect(new Set(hashes).size).toBe(hashes.length)
  // Taken by another program over the text  ["a","019b8c18-…",1,"2026-01-05T03:00:00.000Z",{"id":"x","kind":"officer","role":"Admin"},"teruskan",{"unit":"dpupr"},"00…"].
  expect(hashes[0]).toBe('c3930b13a17b68fe723d546f69d066ce946b6e251cff8d262215b4a4b12aa44a')
})

test('each event hangs on the one before it', () => {
  const [one, two] = chainEvents('a', [event, { ...event, act: 'jawab' }], { seq: 4, hash: Buffer.alloc(32, 9) })
  expect([one!.seq, two!.seq]).toEqual([5, 6])
  expect(one!.prev).toEqual(Buffer.alloc(32, 9))
  expect(two!.prev).toEqual(one!.hash)
  expect(two!.hash).toEqual(hashEvent('a', two!, one!.hash))
})
