import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import { openAddress, sealAddress } from '../access/index.ts'
import { findTenant } from '../organisation/index.ts'
import { maskAddress } from './contact.ts'

/** A letter that holds a code: sent at once, never shown, never sent again. */
export const codeKind = 'kode'

/** After so long a code opens nothing any more, and its letter is given up. */
export const codeMinutes = 10

export interface CodeOrder {
  personId: string
  /** `+628…`: the registered number, or the one to be; whatever channels the person uses for news. */
  phone: string
  code: string
  /** What it is for; a new password unless told. */
  purpose?: CodePurpose
}

export type CodePurpose = 'password' | 'phone'

const purposes: Record<CodePurpose, { title: string; what: string }> = {
  password: { title: 'Kode kata sandi', what: 'mengganti kata sandi Anda' },
  phone: { title: 'Kode nomor telepon', what: 'memakai nomor ini pada akun Anda' },
}

/** Queues an SMS with a code. Address and code are sealed, and forgotten once it is sent; the log shows neither. Part of the caller's transaction. */
export async function queueCode(work: Work, order: CodeOrder): Promise<void> {
  const tenant = await findTenant(work.db, work.tenant)
  const id = newId(work.now)
  const { title, what } = purposes[order.purpose ?? 'password']
  const text = `{kode} adalah kode untuk ${what} di ${tenant?.government ?? work.tenant}. Berlaku ${codeMinutes} menit. Jangan berikan kepada siapa pun, termasuk petugas.`
  const sealed = sealAddress(work.secrets, placeOf(work, id), JSON.stringify({ to: order.phone, code: order.code }))
  await sql`
    insert into letter (tenant_id, id, kind, channel, owner_kind, owner_id, title, text, idempotency_key, queued_at, not_before, sealed, address_masked)
    values (${work.tenant}, ${id}, ${codeKind}, 'sms', 'person', ${order.personId}, ${title}, ${text}, ${`kode/${id}`}, ${work.now}, ${work.now}, ${sealed}, ${maskAddress('sms', order.phone)})`.execute(work.db)
  work.announce('letter', work.tenant)
}

/** What a code's letter says to whom, for sending only. */
export function openCode(work: Pick<Work, 'secrets' | 'tenant'>, id: string, sealed: Buffer): { to: string; code: string } {
  return JSON.parse(openAddress(work.secrets, placeOf(work, id), sealed)) as { to: string; code: string }
}

function placeOf(work: Pick<Work, 'tenant'>, id: string) {
  return { tenant: work.tenant, ownerId: id, channel: codeKind }
}
