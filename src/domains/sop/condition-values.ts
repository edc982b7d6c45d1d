import type { SopFile } from './sop-file.ts'
import { factWords, identityResults } from './sop-words.ts'
import type { TenantFacts } from './tenant-facts.ts'

/** Names that a condition may ask: fields and facts. */
export function conditionNames(file: SopFile): string[] {
  return [...new Set([...Object.keys(file.isian), ...factWords])]
}

/** The values that a field or fact can have; nothing where they cannot be listed (free text, numbers, dates, files). */
export function conditionValues(file: SopFile, facts: TenantFacts, name: string): string[] | undefined {
  const field = Object.hasOwn(file.isian, name) ? file.isian[name] : undefined
  if (!field) return { identitas: [...identityResults], klasifikasi: facts.classes, kategori: facts.categories }[name]
  switch (field.tipe) {
    case 'pilihan':
    case 'pilihan-banyak':
      return Object.keys(field.pilihan ?? {})
    case 'ya-tidak':
      return ['ya', 'tidak']
    case 'kategori':
      return facts.categories
    case 'unit':
      return facts.units.map((u) => u.code)
    default:
      return undefined
  }
}
