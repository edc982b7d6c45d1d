import type { z } from 'zod'
import type { SourceFault } from '../../kernel/source-fault.ts'
import { nearWord } from '../../kernel/nearest-word.ts'
import { knownKeysAt } from './tenant-file.ts'
import type { SourcePath, YamlSource } from '../../kernel/yaml-source.ts'

/** Tells one issue of the schema as faults with lines. The schema writes as its messages what it expects. */
export function explainIssue(source: YamlSource, issue: z.core.$ZodIssue): SourceFault[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(source, [...issue.path, key]))
  if (issue.code === 'invalid_key') return [badName(source, issue)]
  const found = source.quote(issue.path)
  const missing = found === 'tidak ada'
  const near = issue.code === 'invalid_value' && !missing ? nearWord(found.replaceAll('"', ''), issue.values.map(String)) : undefined
  const mend = near ? `mungkin maksudnya "${near}"` : 'tulis seperti yang diharapkan'
  const remedy = missing ? `tambahkan ${issue.path.map(String).join(' → ')}` : mend
  return [source.at(issue.path, { found, expected: issue.message, remedy })]
}

function unknownKey(source: YamlSource, path: SourcePath): SourceFault {
  const key = String(path.at(-1))
  const known = knownKeysAt(path.slice(0, -1))
  const near = nearWord(key, known)
  return source.atKey(path, {
    found: `kunci "${key}" yang tidak dikenal`,
    expected: `salah satu kunci: ${known.join(', ')}`,
    remedy: near ? `mungkin maksudnya "${near}"` : `hapus "${key}"`,
  })
}

function badName(source: YamlSource, issue: z.core.$ZodIssueInvalidKey): SourceFault {
  return source.atKey(issue.path, {
    found: `kode "${String(issue.path.at(-1))}"`,
    expected: issue.issues[0]?.message ?? 'kode yang sah',
    remedy: 'ganti kode ini, juga di semua tempat yang menyebutnya',
  })
}
