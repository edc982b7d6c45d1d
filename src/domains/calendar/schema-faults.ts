import type { z } from 'zod'
import type { SourceFault } from '../../kernel/source-fault.ts'
import type { YamlSource } from '../../kernel/yaml-source.ts'

/** Tells the issues of a schema as faults with lines. A schema here writes as its error what it expects, in Indonesian. */
export function schemaFaults(source: YamlSource, issues: readonly z.core.$ZodIssue[]): SourceFault[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(source, [...issue.path, key]))
    const found = source.quote(issue.path)
    const remedy = found === 'tidak ada' ? `tambahkan ${issue.path.map(String).join(' → ')}` : 'tulis seperti yang diharapkan'
    return [source.at(issue.path, { found, expected: issue.message, remedy })]
  })
}

function unknownKey(source: YamlSource, path: PropertyKey[]): SourceFault {
  const key = String(path.at(-1))
  return source.at(path, { found: `kunci “${key}”`, expected: 'kunci yang dikenal', remedy: `hapus “${key}” atau perbaiki ejaannya` })
}
