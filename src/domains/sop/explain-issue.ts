import type { z } from 'zod'
import type { SourceFault } from '../../kernel/source-fault.ts'
import { bareEffectWords, effectCatalogue, findEffect } from './effect-catalogue.ts'
import { nearestWord } from '../../kernel/nearest-word.ts'
import { durationExpected } from './sop-file.ts'
import { knownKeysAt } from './sop-json-schema.ts'
import type { Path } from './yaml-tree.ts'

export type FaultWords = Pick<SourceFault, 'found' | 'expected' | 'remedy'>

/** A fault of shape, and how the file can be mended so that the rest is still read. */
export interface ShapeFault extends FaultWords {
  path: Path
  part: 'key' | 'value'
  mend: { do: 'rename'; key: string } | { do: 'put'; value: string } | { do: 'remove'; path: Path } | { do: 'add' }
}

type Issue = z.core.$ZodIssue

/** Tells zod's issues in words that a clerk understands; "exactly one effect" is not said of a line whose word is unknown. */
export function explainIssues(issues: Issue[], file: unknown): ShapeFault[] {
  const unknown = new Set(issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? [issue.path.join('\0')] : [])))
  return issues.filter((issue) => issue.code !== 'custom' || !unknown.has(issue.path.join('\0'))).flatMap((issue) => explainIssue(issue, file))
}

function explainIssue(issue: Issue, file: unknown): ShapeFault[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => explainUnknownKey([...path, key]))
  if (issue.code === 'invalid_union') return explainUnion(issue, path, file)
  if (issue.code === 'invalid_key') return [explainBadName(path)]
  const value = valueAt(file, path)
  if (value === undefined) return [explainMissing(path)]
  if (issue.code === 'invalid_value') return [explainWord(path, value, issue.values.map(String))]
  const expected = expectedOf(issue)
  const mend: ShapeFault['mend'] = expected === durationExpected ? { do: 'put', value: '1 hari kerja' } : { do: 'remove', path }
  return [{ path, part: 'value', found: describe(value), expected, remedy: remedyFor(value, expected), mend }]
}

function explainUnknownKey(path: Path): ShapeFault {
  const key = String(path.at(-1))
  const known = knownKeysAt(path.slice(0, -1))
  const inEffect = typeof path.at(-2) === 'number' && path.at(-3) === 'akibat'
  const words = inEffect ? effectCatalogue.map((e) => e.word) : known
  const what = inEffect ? 'akibat' : 'kunci'
  if (inEffect && findEffect(key)) {
    return {
      path,
      part: 'key',
      found: `akibat "${key}" dengan titik dua`,
      expected: `akibat \`${key}\` tanpa keterangan di belakangnya`,
      remedy: `tulis \`- ${key}\` saja`,
      mend: { do: 'remove', path: path.slice(0, -1) },
    }
  }
  const nearest = nearestWord(key, words)
  return {
    path,
    part: 'key',
    found: `${what} "${short(key)}" yang tidak dikenal`,
    expected: `salah satu ${what}: ${words.join(', ')}`,
    remedy: nearest?.near ? `mungkin maksudnya "${nearest.word}"` : `hapus ${what} ini, atau ganti dengan yang dikenal`,
    mend:
      nearest?.near && known.includes(nearest.word)
        ? { do: 'rename', key: nearest.word }
        : { do: 'remove', path: inEffect ? path.slice(0, -1) : path },
  }
}

function explainUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, file: unknown): ShapeFault[] {
  const value = valueAt(file, path)
  if (value === undefined) return [explainMissing(path)]
  if (path.at(-2) === 'akibat' && typeof value === 'string') return [explainBareEffect(path, value)]
  const fitting = issue.errors.find((issues) => !issues.some((one) => one.path.length === 0 && isOtherKind(one, value)))
  if (fitting) return fitting.flatMap((one) => explainIssue({ ...one, path: [...issue.path, ...one.path] } as Issue, file))
  const expected = [...new Set(issue.errors.flatMap((issues) => issues.map(expectedOf)))].join(' atau ')
  return [{ path, part: 'value', found: describe(value), expected, remedy: remedyFor(value, expected), mend: { do: 'remove', path } }]
}

function isOtherKind(issue: Issue, value: unknown): boolean {
  return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && typeof value !== 'string')
}

function explainBareEffect(path: Path, word: string): ShapeFault {
  const known = findEffect(word)
  if (known?.word === word) {
    return {
      path,
      part: 'value',
      found: `akibat "${word}" tanpa keterangan`,
      expected: `keterangan sesudah titik dua, misalnya \`${known.example}\``,
      remedy: `tulis misalnya \`- ${known.example}\``,
      mend: { do: 'remove', path },
    }
  }
  const words = effectCatalogue.map((e) => e.word)
  const nearest = nearestWord(word, words)
  const bare = nearest?.near && bareEffectWords.some((w) => w === nearest.word)
  return {
    path,
    part: 'value',
    found: `akibat "${short(word)}" yang tidak dikenal`,
    expected: `salah satu akibat: ${words.join(', ')}`,
    remedy: nearest?.near ? `mungkin maksudnya "${nearest.word}"` : 'hapus akibat ini, atau ganti dengan yang dikenal',
    mend: bare ? { do: 'put', value: nearest.word } : { do: 'remove', path },
  }
}

function explainBadName(path: Path): ShapeFault {
  const name = String(path.at(-1))
  const better = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 60)
  return {
    path,
    part: 'key',
    found: `nama "${short(name)}"`,
    expected: 'nama pendek dari huruf kecil, angka, dan tanda hubung, diawali huruf',
    remedy: better ? `ganti menjadi "${better}"` : 'ganti dengan nama lain',
    mend: better ? { do: 'rename', key: better } : { do: 'remove', path },
  }
}

function explainMissing(path: Path): ShapeFault {
  const key = String(path.at(-1))
  return {
    path,
    part: 'key',
    found: `tidak ada kunci "${key}"`,
    expected: `kunci "${key}" di sini`,
    remedy: `tambahkan baris \`${key}: …\``,
    mend: { do: 'add' },
  }
}

function explainWord(path: Path, value: unknown, words: string[]): ShapeFault {
  const nearest = typeof value === 'string' ? nearestWord(value, words) : undefined
  const expected = words.length === 1 ? `\`${words[0]}\`` : `salah satu dari: ${words.join(', ')}`
  const yesNo = typeof value === 'boolean' && words.includes('ya') ? `tulis \`${value ? 'ya' : 'tidak'}\`` : undefined
  const remedy = yesNo ?? (nearest?.near ? `mungkin maksudnya "${nearest.word}"` : 'ganti dengan kata yang dikenal')
  return {
    path,
    part: 'value',
    found: describe(value),
    expected,
    remedy,
    mend: nearest?.near ? { do: 'put', value: nearest.word } : { do: 'remove', path },
  }
}

const kinds: Record<string, string> = {
  string: 'tulisan',
  array: 'daftar',
  object: 'kumpulan kunci (baris-baris menjorok)',
  record: 'kumpulan nama (baris-baris menjorok)',
}

function expectedOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.message
    case 'invalid_value':
      return `salah satu dari: ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return issue.origin === 'array' ? 'daftar yang berisi sedikitnya satu' : issue.message
    default:
      return issue.message
  }
}

function remedyFor(value: unknown, expected: string): string {
  if (value === null) return 'isi nilainya, atau hapus baris ini'
  if (expected.startsWith('tulisan') && (typeof value === 'number' || typeof value === 'boolean')) return 'tulis di antara tanda petik'
  return 'ganti dengan yang diharapkan'
}

/** A value as a message shows it. */
function describe(value: unknown): string {
  if (value === null) return 'nilai kosong'
  if (Array.isArray(value)) return 'daftar'
  if (typeof value === 'object') return 'kumpulan kunci'
  return typeof value === 'string' ? `"${short(value)}"` : `\`${String(value)}\``
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function valueAt(file: unknown, path: Path): unknown {
  let value = file
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string | number, unknown>)[part]
  }
  return value
}
