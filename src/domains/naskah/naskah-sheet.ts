import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { formatDate, type LocalDate, localDate } from '../calendar/index.ts'
import { findTenant, type Tenant, type Unit } from '../organisation/index.ts'
import type { Naskah, NaskahFrame } from './naskah.ts'
import { getVersion } from './naskah-history.ts'
import { writeProofCode } from './proof-code.ts'

/** All that the paper of a letter says. The same sheet always gives the same bytes. */
export interface NaskahSheet {
  /** A draft carries KONSEP across each page and neither number nor proof. */
  kind: 'draft' | 'final'
  /** The version of the text; `keepSigned` asks for it. */
  version: number
  government: string
  unit: string
  /** Address and ways to reach the unit, a line each. */
  contact: string[]
  colours: { main: string; accent: string }
  place: string
  /** Of the letter; absent while it has no number. */
  date?: LocalDate
  number?: string
  frame: NaskahFrame
  body: string
  /** The unit where the signer sits. */
  signerUnit: string
  signerName?: string
  /** Where the letter is proved: the address of the QR code, the one to type, and the code to type there. */
  proof: { url: string; site: string; code: string }
  /** The moment of signing (of a draft: of its version); the PDF's creation date. */
  at: Date
}

export interface SheetOrder {
  naskah: Naskah
  kind: 'draft' | 'final'
  /** Address of the tenant's site, without a slash at its end: `https://bengkalis.tanggap.example`. */
  base: string
  /** Of a draft: an earlier version. */
  version?: number
  /** The officer's own name, where the letter shall say it. */
  signerName?: string
}

/** Reads what the paper of a letter says now. The final one is for signing at `work.now`; refuses `conflict` before the letter has a number, and after it was signed or given up. */
export async function readNaskahSheet(work: Work, order: SheetOrder): Promise<NaskahSheet> {
  const { naskah, kind, base } = order
  if (kind === 'final' && naskah.state !== 'numbered') throw new Refusal('conflict', 'Surat ini belum bernomor, sudah ditandatangani, atau dibatalkan.')
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const no = kind === 'final' ? naskah.version : (order.version ?? naskah.version)
  const { frame, body, at } = await getVersion(work, naskah.id, no)
  const unit = tenant.units.find((one) => one.code === naskah.unit)
  return {
    kind, version: no, government: tenant.government, unit: unit?.name ?? naskah.unit, contact: contactOf(tenant, unit), colours: tenant.colours,
    place: unit?.letterhead?.place ?? tenant.name.replace(/^(Kabupaten|Kota) /, ''), frame, body, at: kind === 'final' ? work.now : at,
    signerUnit: tenant.units.find((one) => one.code === frame.signer.unit)?.name ?? frame.signer.unit,
    proof: { url: `${base}/surat/${naskah.token}`, site: `${base.replace(/^https?:\/\//, '')}/surat`, code: writeProofCode(naskah.token) },
    ...(naskah.number && naskah.numberedAt && { number: naskah.number, date: localDate(naskah.numberedAt, tenant.zone) }), ...(order.signerName && { signerName: order.signerName }),
  }
}

/** The unit's own, or else all of the tenant's: never an address of one with the telephone of another. */
function contactOf({ contact }: Tenant, unit: Unit | undefined): string[] {
  const own = unit?.letterhead
  const { phone, site, email } = own?.address ? own : contact
  const reach = [phone && `Telepon ${phone}`, site && `Laman ${site}`, email && `Pos-el ${email}`].filter(Boolean).join('  ·  ')
  return [own?.address ?? contact.address, reach].filter(Boolean)
}

const weekdays = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu']

/** A text with the letter's own number and date; dots where they are not known yet. */
export function fillLate(text: string, { number, date }: Pick<NaskahSheet, 'number' | 'date'>): string {
  const dots = '…………………'
  const values: Record<string, string> = {
    'nomor-surat': number ?? dots, 'tanggal-surat': date ? formatDate(date) : dots, 'hari-surat': date ? weekdays[new Date(`${date}T00:00Z`).getUTCDay()]! : dots,
  }
  return text.replace(/\{(nomor-surat|tanggal-surat|hari-surat)\}/g, (_whole, name: string) => values[name]!)
}
