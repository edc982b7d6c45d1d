import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { LocalDate } from '../calendar/index.ts'
import type { Register } from './register.ts'

const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']

/**
 * Takes the next number of a register in the year of `today`. Whoever asks at the same time waits until this transaction has ended: if it is undone, they get this
 * number, so none is left out and none given twice.
 */
export async function takeNumber(work: Work, { register, numbering, today }: { register: Register; numbering: string; today: LocalDate }): Promise<string> {
  const year = today.slice(0, 4)
  const { rows } = await sql<{ last: number }>`
    insert into product_number as n (tenant_id, register, year, last) values (${work.tenant}, ${register.code}, ${Number(year)}, 1)
    on conflict (tenant_id, register, year) do update set last = n.last + 1 returning last`.execute(work.db)
  return writeNumber(numbering, { no: rows[0]!.last, today })
}

/** `{urut}/PPID/{bulan-romawi}/{tahun}` as `7/PPID/XI/2026`. */
export function writeNumber(numbering: string, { no, today }: { no: number; today: LocalDate }): string {
  const words: Record<string, string> = { urut: String(no), tahun: today.slice(0, 4), 'bulan-romawi': romans[Number(today.slice(5, 7)) - 1]! }
  return numbering.replace(/\{([a-z-]+)\}/g, (whole, word: string) => words[word] ?? whole)
}
