import { expect, test } from 'vitest'
import fc from 'fast-check'
import { type DiffLine, diffLines } from './diff-lines.ts'

const marks = { same: ' ', removed: '-', added: '+' }
const written = (lines: DiffLine[]) => lines.map((line) => `${marks[line.kind]}${line.text}`)

test('a changed line is one removed and one added, with the lines around it', () => {
  expect(written(diffLines('judul: A\nwaktu: 3 hari\nakhir\n', 'judul: A\nwaktu: 5 hari\nakhir\n'))).toEqual([' judul: A', '-waktu: 3 hari', '+waktu: 5 hari', ' akhir'])
})

test('a moved block is removed in one place and added in the other, and numbers are those of each text', () => {
  expect(diffLines('a\nb\nc', 'c\na\nb')).toEqual([
    { kind: 'added', text: 'c', fresh: 1 },
    { kind: 'same', text: 'a', old: 1, fresh: 2 },
    { kind: 'same', text: 'b', old: 2, fresh: 3 },
    { kind: 'removed', text: 'c', old: 3 },
  ])
})

test('the same text, an empty one, and other line ends', () => {
  expect(diffLines('a\r\nb\r\n', 'a\nb').every((line) => line.kind === 'same')).toBe(true)
  expect(written(diffLines('', 'a\n'))).toEqual(['+a'])
  expect(written(diffLines('a\n', ''))).toEqual(['-a'])
  expect(diffLines('', '')).toEqual([])
})

test('the old text is what is same and removed, the new one what is same and added, whatever they are', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd')).map((lines) => lines.join('\n'))
  fc.assert(fc.property(text, text, (one, other) => {
    const lines = diffLines(one, other)
    expect(lines.filter((line) => line.kind !== 'added').map((line) => line.text).join('\n')).toBe(one)
    expect(lines.filter((line) => line.kind !== 'removed').map((line) => line.text).join('\n')).toBe(other)
  }))
})
