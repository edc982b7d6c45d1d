import type { Actor } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { localToday } from '../organisation/index.ts'
import { listRegisters } from '../products/index.ts'
import { type Sop, latestSops } from '../sop/index.ts'
import { type PpidCase, readPpidCases } from './ppid-cases.ts'

/** How often something was so, with what it is called. */
export interface Tally {
  name: string
  count: number
}

/** Working days that decisions took: how many were made, the mean with one decimal, and the median. */
export interface DaysTaken {
  decided: number
  mean?: number
  median?: number
}

/** A year of public information service: what Komisi Informasi asks a public body to report (UU 14/2008 art. 12), counted from the two registers. */
export interface PpidReport {
  year: number
  /** The day on which it was counted. */
  day: string
  /** The unit that keeps the register of requests. */
  unit: string
  requests: {
    received: number
    /** January to December. */
    months: { name: string; person: number; entity: number }[]
    channels: Tally[]
    outcomes: Tally[]
    grounds: Tally[]
    /** Article 17 of the law, by its letters; a decision may name several. */
    articles: Tally[]
    days: DaysTaken
    extended: number
    late: number
  }
  objections: { received: number; reasons: Tally[]; outcomes: Tally[]; days: DaysTaken; late: number }
  disputes: Tally[]
}

/** The codes by which a tenant knows the two services and their registers. */
const request = { sop: 'ppid', register: 'permohonan-informasi' }
const objection = { sop: 'keberatan-ppid', register: 'keberatan-informasi' }

const monthNames = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember']

const channelNames: Record<string, string> = { web: 'Laman ini', datang: 'Datang langsung', surat: 'Surat', telepon: 'Telepon', 'media-sosial': 'Media sosial' }

/** Whether somebody may read the report: the tenant's administrators, and who holds a post of PPID at its own units; a unit's PPID Pembantu does not. */
export function mayReadPpidReport(actor: Actor, sops: readonly Sop[]): boolean {
  if (actor.kind !== 'officer') return false
  const lanes = sops.filter((sop) => sop.code === request.sop || sop.code === objection.sop).flatMap((sop) => sop.lanes)
  if (lanes.length === 0) return false
  return actor.admin || lanes.some((lane) => lane.kind === 'post' && typeof lane.at === 'object' && actor.posts.some((held) => held.post === lane.post && held.unit === (lane.at as { unit: string }).unit))
}

/** The figures of one year, by the day on which each entry was made. Refuses `not-found` to whoever may not read them, and where the tenant has no PPID service. */
export async function readPpidReport(work: Work, year: number): Promise<PpidReport> {
  const day = await localToday(work)
  const sops = await latestSops(work, day)
  if (!mayReadPpidReport(work.actor, sops)) throw new Refusal('not-found', 'Laporan ini untuk petugas PPID.')
  const sopOf = (code: string) => sops.find((one) => one.code === code)
  const [asked, objected] = [await readPpidCases(work, { ...request, year }), await readPpidCases(work, { ...objection, year })]
  const unit = (await listRegisters(work)).find((one) => one.code === request.register)?.keeper.unit ?? ''
  return { year, day, unit, requests: await countRequests(work, asked, sopOf(request.sop)), ...(await countObjections(work, objected, sopOf(objection.sop))) }
}

async function countRequests(work: Work, cases: PpidCase[], sop: Sop | undefined): Promise<PpidReport['requests']> {
  const months = monthNames.map((name, at) => {
    const own = cases.filter((one) => one.month === at + 1)
    return { name, person: own.filter((one) => one.values['jenis-pemohon'] !== 'badan-hukum').length, entity: own.filter((one) => one.values['jenis-pemohon'] === 'badan-hukum').length }
  })
  const refused = cases.filter((one) => one.decided && ['sebagian', 'ditolak'].includes(one.values.keputusan ?? ''))
  const articles = sop?.fields.find((field) => field.name === 'dasar-pengecualian')?.options ?? []
  const names = await optionsOf(work, request.register, sop)
  return {
    received: cases.length, months,
    channels: present(Object.entries(channelNames).map(([code, name]) => ({ name, count: cases.filter((one) => one.channel === code).length })), cases.length, 'Lainnya'),
    outcomes: [
      ...tallies(names('keputusan'), (code) => cases.filter((one) => one.decided && one.values.keputusan === code)),
      ...undecided(cases, request.sop),
    ],
    grounds: tallies(names('alasan-penolakan'), (code) => refused.filter((one) => one.values['alasan-penolakan'] === code)),
    articles: articles.map(({ value, label }) => ({ name: label, count: refused.filter((one) => one.values['dasar-pengecualian']?.split(', ').includes(value)).length })),
    days: daysOf(cases), extended: cases.filter((one) => one.extended).length, late: cases.filter((one) => one.late).length,
  }
}

async function countObjections(work: Work, cases: PpidCase[], sop: Sop | undefined): Promise<Pick<PpidReport, 'objections' | 'disputes'>> {
  const names = await optionsOf(work, objection.register, sop)
  return {
    objections: {
      received: cases.length, reasons: tallies(names('alasan-keberatan'), (code) => cases.filter((one) => one.values['alasan-keberatan'] === code)),
      outcomes: [
        ...tallies(names('keputusan-atasan'), (code) => cases.filter((one) => one.decided && one.values['keputusan-atasan'] === code)),
        { name: 'Tidak dapat diterima', count: cases.filter((one) => !one.decided && one.result === 'tidak-diterima').length }, ...undecided(cases, objection.sop),
      ],
      days: daysOf(cases), late: cases.filter((one) => one.late).length,
    },
    disputes: tallies(names('tanggapan-pemohon'), (code) => cases.filter((one) => one.values['tanggapan-pemohon'] === code))
      .concat({ name: 'Belum tercatat', count: cases.filter((one) => one.decided && one.open).length }),
  }
}

/** What became of those without a decision. */
function undecided(cases: PpidCase[], sop: string): Tally[] {
  const rest = cases.filter((one) => !one.decided)
  const moved = rest.filter((one) => one.sop !== sop)
  const closed = rest.filter((one) => one.sop === sop && !one.open)
  const known = ['tidak-dilengkapi', 'dicabut', 'tidak-diterima']
  return [
    { name: 'Masih diproses', count: rest.filter((one) => one.sop === sop && one.open).length }, { name: 'Ditutup karena tidak dilengkapi', count: closed.filter((one) => one.result === 'tidak-dilengkapi').length },
    { name: 'Dicabut pemohon', count: closed.filter((one) => one.result === 'dicabut').length }, { name: 'Dipindahkan ke layanan lain', count: moved.length },
    ...present([], closed.filter((one) => !known.includes(one.result ?? '')).length, 'Ditutup tanpa keputusan'),
  ]
}

/** The lines given, and one for the rest where there is any. */
function present(lines: Tally[], all: number, rest: string): Tally[] {
  const left = all - lines.reduce((sum, line) => sum + line.count, 0)
  return left > 0 ? [...lines, { name: rest, count: left }] : lines
}

function tallies(options: [string, string][], of: (code: string) => PpidCase[]): Tally[] {
  return options.map(([code, name]) => ({ name, count: of(code).length }))
}

/** The values of a register's column, in the order of the SOP's field of that name, as the register calls them; none where the SOP has no such field. */
async function optionsOf(work: Work, code: string, sop: Sop | undefined): Promise<(column: string) => [string, string][]> {
  const register = (await listRegisters(work)).find((one) => one.code === code)
  return (column) => {
    const named = register?.columns.find((one) => one.name === column)?.options ?? {}
    const offered = sop?.fields.find((field) => field.name === column)?.options ?? []
    return offered.map(({ value, label }) => [value, named[value] ?? label])
  }
}

function daysOf(cases: PpidCase[]): DaysTaken {
  const days = cases.flatMap((one) => (one.decided && one.days !== undefined ? [one.days] : [])).sort((a, b) => a - b)
  const decided = days.length
  if (decided === 0) return { decided }
  const middle = Math.floor(decided / 2)
  const median = decided % 2 === 1 ? days[middle]! : (days[middle - 1]! + days[middle]!) / 2
  return { decided, median, mean: Math.round((days.reduce((sum, one) => sum + one, 0) / decided) * 10) / 10 }
}
