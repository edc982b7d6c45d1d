import type { z } from 'zod'
import type { SourceFault } from '../../kernel/source-fault.ts'
import { nearWord } from '../../kernel/nearest-word.ts'
import { readYamlSource, type YamlSource } from '../../kernel/yaml-source.ts'
import { parseSpan } from './calendar-span.ts'
import { checkRegister, type RegisterFacts } from './check-register.ts'
import type { Register } from './register.ts'
import { knownKeysAt, type RegisterFile, registerFileSchema, typeWords } from './register-file.ts'

/** Reads a register file of a tenant. All faults are told together, in the order of the file; there is a register exactly when there is no fault. */
export function readRegister(text: string, file: string, facts: RegisterFacts): { register?: Register; faults: SourceFault[] } {
  const source = readYamlSource(text, file)
  if (source.faults.length > 0) return { faults: source.faults }
  const read = registerFileSchema.safeParse(source.value)
  const faults = [...(read.error?.issues ?? []).flatMap((issue) => explainIssue(source, issue)), ...checkRegister(source, facts)]
  if (read.success && faults.length === 0) return { register: toRegister(read.data), faults: [] }
  return { faults: faults.sort((one, other) => one.line - other.line || one.column - other.column) }
}

function explainIssue(source: YamlSource, issue: z.core.$ZodIssue): SourceFault[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(source, [...issue.path, key]))
  const found = source.quote(issue.path)
  const near = issue.code === 'invalid_value' ? nearWord(found.replaceAll('"', ''), issue.values.map(String)) : undefined
  const mend = near ? `mungkin maksudnya "${near}"` : 'tulis seperti yang diharapkan'
  return [source.at(issue.path, { found, expected: issue.message, remedy: found === 'tidak ada' ? `tambahkan ${issue.path.map(String).join(' → ')}` : mend })]
}

function unknownKey(source: YamlSource, path: PropertyKey[]): SourceFault {
  const key = String(path.at(-1))
  const known = knownKeysAt(path.slice(0, -1))
  const near = nearWord(key, known)
  return source.atKey(path, { found: `kunci "${key}" yang tidak dikenal`, expected: `salah satu kunci: ${known.join(', ')}`, remedy: near ? `mungkin maksudnya "${near}"` : `hapus "${key}"` })
}

function toRegister(file: RegisterFile): Register {
  const { kunci: key, nomor: numbering, berlaku } = file
  return {
    code: file.daftar, name: file.nama, entryName: file.satuan, holderLabel: file.pemegang,
    columns: Object.entries(file.kolom).map(([name, column]) => ({
      name, label: column.label, type: typeWords[column.tipe], personal: column.pribadi === 'ya', ...(column.pilihan && { options: column.pilihan }),
    })),
    remind: file.ingatkan.map((one) => parseSpan(one)!),
    keeper: { post: file.pengelola.jabatan, unit: file.pengelola.di },
    public: file.umum === 'ya',
    ...(key && { key }), ...(numbering && { numbering }), ...(file['kabari-unit'] && { holderPost: file['kabari-unit'] }),
    ...(berlaku && { validity: typeof berlaku === 'string' ? parseSpan(berlaku)! : { until: berlaku.sampai } }),
  }
}
