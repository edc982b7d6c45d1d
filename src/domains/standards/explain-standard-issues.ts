import type { z } from 'zod'
import type { SourceFault } from '../../kernel/source-fault.ts'
import { nearWord } from '../../kernel/nearest-word.ts'
import type { SourcePath, YamlSource } from '../../kernel/yaml-source.ts'
import { knownKeysAt } from './standard-file.ts'

/** Tells the issues of the schema as faults with lines. The schema writes as its messages what it expects. */
export function explainStandardIssues(source: YamlSource, issues: readonly z.core.$ZodIssue[]): SourceFault[] {
  const slips = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.flatMap((key) => meantKey(source, [...issue.path, key])) : []))
  const told = (path: SourcePath) => slips.some((slip) => slip.every((part, at) => part === path[at]))
  return issues.filter((issue) => !told(issue.path)).flatMap((issue) => explainStandardIssue(source, issue))
}

// A misspelt key is also a missing one, and so is a sentence that YAML took for a key: that is one slip, told once.
function meantKey(source: YamlSource, path: SourcePath): SourcePath[] {
  const known = knownKeysAt(path.slice(0, -1))
  const meant = isLine(path, known) ? 'teks' : nearWord(String(path.at(-1)), known)
  const meantPath = [...path.slice(0, -1), meant ?? '']
  return meant !== undefined && source.quote(meantPath) === 'tidak ada' ? [meantPath] : []
}

function isLine(path: SourcePath, known: readonly string[]): boolean {
  return path.length > 1 && known.includes('teks')
}

function explainStandardIssue(source: YamlSource, issue: z.core.$ZodIssue): SourceFault[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(source, [...issue.path, key]))
  if (issue.code === 'invalid_key') return [badName(source, issue)]
  const path = writtenPart(source, issue.path)
  const next = issue.path[path.length]
  if (typeof next === 'string' && isMap(valueAt(source.value, path))) return [missing(source, issue.path.slice(0, path.length + 1), issue.message)]
  const found = source.quote(path)
  const near = issue.code === 'invalid_value' ? nearWord(found.replaceAll('"', ''), issue.values.map(String)) : undefined
  const empty = valueAt(source.value, path) === null
  const mend = empty ? 'isi nilainya, atau hapus baris ini bila boleh tidak ada' : 'tulis seperti yang diharapkan'
  return [source.at(path, { found: empty ? 'nilai kosong' : found, expected: issue.message, remedy: near ? `mungkin maksudnya "${near}"` : mend })]
}

function missing(source: YamlSource, path: SourcePath, expected: string): SourceFault {
  const steps = path.map((part) => (typeof part === 'number' ? `butir ${part + 1}` : String(part)))
  return source.at(path, { found: `tidak ada kunci "${String(path.at(-1))}"`, expected, remedy: `tambahkan ${steps.join(' → ')}` })
}

// A text that stands for a list of one is checked as that list: back to what the file really says.
function writtenPart(source: YamlSource, path: SourcePath): SourcePath {
  let length = path.length
  while (length > 0 && source.quote(path.slice(0, length)) === 'tidak ada') length--
  return path.slice(0, length)
}

function unknownKey(source: YamlSource, path: SourcePath): SourceFault {
  const key = String(path.at(-1))
  const known = knownKeysAt(path.slice(0, -1))
  const near = nearWord(key, known)
  // A line such as `- Syarat: surat` is no text for YAML.
  const remedy = isLine(path, known) ? 'bila ini sebuah kalimat yang memuat titik dua, tulis di antara tanda kutip' : `hapus "${key}"`
  return source.atKey(path, {
    found: `kunci "${key}" yang tidak dikenal`,
    expected: `salah satu kunci: ${known.join(', ')}`,
    remedy: near ? `mungkin maksudnya "${near}"` : remedy,
  })
}

function badName(source: YamlSource, issue: z.core.$ZodIssueInvalidKey): SourceFault {
  return source.atKey(issue.path, {
    found: `"${String(issue.path.at(-1))}"`,
    expected: issue.issues[0]?.message ?? 'kode yang sah',
    remedy: 'ganti dengan kode yang sah',
  })
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valueAt(value: unknown, path: SourcePath): unknown {
  return path.reduce<unknown>((within, part) => (typeof within === 'object' && within !== null ? (within as Record<PropertyKey, unknown>)[part] : undefined), value)
}
