import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { localDate } from '../calendar/index.ts'
import { findTenant } from '../organisation/index.ts'
import type { Naskah, NaskahKey } from './naskah.ts'
import { getVersion } from './naskah-history.ts'
import { writeNaskahNumber } from './naskah-number.ts'
import { getLockedNaskah, recordNaskahEvent } from './naskah-store.ts'

/**
 * Gives a letter its number: the next of its unit and year (of the tenant's zone), without a gap or a repeat, whoever else asks. The unit's counter stays locked until this
 * transaction ends, so end it soon. Asked again, a letter keeps its number and date. Refuses `conflict` where there is no letter, or it was given up.
 */
export async function reserveNumber(work: Work, key: NaskahKey): Promise<string> {
  const naskah = await getLockedNaskah(work, key)
  if (naskah.state === 'void') throw new Refusal('conflict', 'Surat ini sudah dibatalkan, jadi tidak diberi nomor. Susun konsep yang baru.')
  const number = naskah.number ?? (await giveNumber(work, naskah))
  if (naskah.state === 'draft' || naskah.state === 'initialled') await markNumbered(work, naskah, number)
  return number
}

async function giveNumber(work: Work, naskah: Naskah): Promise<string> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const date = localDate(work.now, tenant.zone)
  const year = Number(date.slice(0, 4))
  const seq = await nextNumber(work, naskah.unit, year)
  const { frame } = await getVersion(work, naskah.id, naskah.version)
  const unit = tenant.units.find((one) => one.code === naskah.unit)?.shortName ?? naskah.unit
  const number = writeNaskahNumber(frame.number, { classCode: frame.classCode, seq, unit, date })
  await sql`
    update naskah set number = ${number}, number_year = ${year}, seq = ${seq}, numbered_at = ${work.now} where tenant_id = ${work.tenant} and id = ${naskah.id}`.execute(work.db)
  return number
}

async function nextNumber(work: Work, unit: string, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into naskah_number as n (tenant_id, unit, year, last) values (${work.tenant}, ${unit}, ${year}, 1)
    on conflict (tenant_id, unit, year) do update set last = n.last + 1 returning last`.execute(work.db)
  return rows[0]!.last
}

async function markNumbered(work: Work, naskah: Naskah, number: string): Promise<void> {
  await sql`update naskah set state = 'numbered', updated_at = ${work.now} where tenant_id = ${work.tenant} and id = ${naskah.id}`.execute(work.db)
  await recordNaskahEvent(work, { naskahId: naskah.id, kind: 'numbered', version: naskah.version, note: number })
}
