import { describe, expect, test } from 'vitest'
import { integer, octets, oid, partAt, partsOf, readDer, sequence, setOf } from './der.ts'

const hex = (bytes: Buffer) => bytes.toString('hex')

describe('DER', () => {
  test('is written as X.690 says', () => {
    expect(hex(integer(0))).toBe('020100')
    expect(hex(integer(127))).toBe('02017f')
    expect(hex(integer(128))).toBe('02020080')
    expect(hex(integer(210_000))).toBe('0203033450')
    expect(hex(oid('1.2.840.113549.1.7.2'))).toBe('06092a864886f70d010702')
    expect(hex(octets(Buffer.alloc(128)).subarray(0, 3))).toBe('048180')
    expect(hex(octets(Buffer.alloc(300)).subarray(0, 4))).toBe('0482012c')
    expect(hex(setOf(octets(Buffer.of(2)), octets(Buffer.of(1))))).toBe(`3106${'040101'}${'040102'}`)
  })

  test('is read back, and what follows is left alone', () => {
    const value = readDer(Buffer.concat([sequence(integer(5), octets(Buffer.from('ab'))), Buffer.alloc(9)]))
    expect(partsOf(value).map((part) => [part.tag, hex(part.content)])).toEqual([[2, '05'], [4, '6162']])
  })

  test('cut short, of unknown length or without a part that is needed is an error', () => {
    for (const wrong of ['', '30', '3005020105', '3080', '308400ffffff', '3085']) expect(() => readDer(Buffer.from(wrong, 'hex')), wrong).toThrow('DER')
    expect(() => partsOf(readDer(Buffer.from('3003020901', 'hex')))).toThrow('DER')
    expect(() => partAt(readDer(sequence()), 0)).toThrow('a part is missing')
  })
})
