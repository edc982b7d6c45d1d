import { Refusal } from '../../kernel/refusal.ts'

/** What an import may be. A spreadsheet of 20,000 reports has about 8 MB. */
export const importLimits = { bytes: 10 * 1024 * 1024, rows: 20_000, unpackedBytes: 120 * 1024 * 1024, columns: 100 } as const

/** One sheet as texts; row `n` of the spreadsheet program stands at `rows[n - 1]`. */
export interface Sheet {
  name: string
  rows: string[][]
}

/** A "no" about the whole file. */
export function refuseFile(text: string): Refusal {
  return new Refusal('bad-input', text, [{ field: 'berkas', text }])
}

/** A "no" about a file with more rows than one import takes. */
export function refuseRows(): Refusal {
  return refuseFile(`Berkas ini berisi lebih dari ${importLimits.rows.toLocaleString('id-ID')} baris. Bagi menjadi beberapa berkas, lalu unggah satu per satu.`)
}
