import type { Work } from '../../kernel/work.ts'
import { formatDate, localDate } from '../calendar/index.ts'
import { findTenant, listUnits, villageName } from '../organisation/index.ts'
import { getSop } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'

/** What a canned answer may name in braces, and what stands for it. Nothing about the reporter: they may have asked to stay unnamed. */
export const cannedWords = {
  nomor: 'nomor tiket',
  judul: 'judul laporan',
  'nama-unit': 'unit yang menangani',
  tanggal: 'tanggal hari ini',
  'tanggal-laporan': 'tanggal laporan diterima',
  tempat: 'tempat kejadian',
  desa: 'desa atau kelurahan kejadian',
  layanan: 'sebutan layanan (SOP)',
  pemerintah: 'nama pemerintah kabupaten',
} as const

type CannedWord = keyof typeof cannedWords

/** The text of a canned answer for one ticket; a dash where the ticket has no such thing. */
export async function fillCannedAnswer(work: Work, canned: { text: string }, ticket: Ticket): Promise<string> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const { submitted, state } = ticket
  const named = (fact: unknown) => (typeof fact === 'string' ? fact : '')
  const words: Record<CannedWord, string> = {
    nomor: ticket.number, judul: ticket.title, tempat: named(submitted.tempat), pemerintah: tenant.government,
    'nama-unit': (await listUnits(work)).find((unit) => unit.code === state.unit)?.name ?? '',
    tanggal: formatDate(localDate(work.now, tenant.zone)), 'tanggal-laporan': formatDate(localDate(ticket.openedAt, tenant.zone)),
    desa: villageName(named(submitted.desa)) ?? '', layanan: (await getSop(work, ticket.sop, ticket.sopVersion)).shortTitle,
  }
  return canned.text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => (Object.hasOwn(words, name) ? words[name as CannedWord] || '–' : whole))
}
