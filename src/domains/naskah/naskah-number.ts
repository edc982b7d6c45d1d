import type { LocalDate } from '../calendar/index.ts'

const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']

interface NumberParts {
  classCode: string
  seq: number
  /** The unit's short name. */
  unit: string
  date: LocalDate
}

/** A number in its template's form: `000.8/007/DISKOMINFOTIK/2026`. */
export function writeNaskahNumber(form: string, { classCode, seq, unit, date }: NumberParts): string {
  const parts: Record<string, string> = {
    kode: classCode, urut: String(seq).padStart(3, '0'), unit: unit.toUpperCase(), 'bulan-romawi': romans[Number(date.slice(5, 7)) - 1]!, tahun: date.slice(0, 4),
  }
  return form.replace(/\{([a-z-]+)\}/g, (whole, name: string) => parts[name] ?? whole)
}
