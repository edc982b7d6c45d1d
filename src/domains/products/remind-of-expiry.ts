import { sql } from 'kysely'
import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { formatDate, type LocalDate } from '../calendar/index.ts'
import { type Message, tell } from '../messages/index.ts'
import { listPosts, localToday } from '../organisation/index.ts'
import { daysBetween, writeSpan } from './calendar-span.ts'
import { appendEvent } from './product-history.ts'
import { open, selectProducts } from './product-store.ts'
import type { Product } from './product.ts'
import type { Register } from './register.ts'
import { listRegisters } from './register-store.ts'
import { capital } from './validity.ts'

/**
 * Reminds holder and keeper of products that end soon: once for each distance of the register. Where several distances are due at once (nobody ran this for a while) it
 * reminds once, of the nearest; a distance that was past when the product began to hold is left out. Message and mark are kept together or not at all, so it may be
 * called as often as one likes, by several processes. Gives how many products; call until it gives 0.
 */
export async function remindOfExpiry(work: Work, most = 50): Promise<number> {
  const today = await localToday(work)
  const posts = await listPosts(work)
  let done = 0
  for (const register of (await listRegisters(work)).filter((one) => one.remind.length > 0)) {
    const due = await lockDue(work, register, { today, most: most - done })
    if (due.size === 0) continue
    const messages: Message[] = []
    for (const product of await selectProducts(work, today, sql`p.id = any(${[...due.keys()]}::uuid[]) order by p.id`)) {
      const isNew = await appendEvent(work, { productId: product.id, what: 'reminded', body: { before: due.get(product.id)!, validUntil: product.validUntil! } })
      if (!isNew) continue
      done += 1
      messages.push(...messagesOf(register, product, { today, posts }))
    }
    await tell(work, messages)
    if (done >= most) break
  }
  return done
}

/** Products whose nearest due distance was not reminded of yet, with that distance as it stands in the register. What another process holds is its own. */
async function lockDue(work: Work, register: Register, { today, most }: { today: LocalDate; most: number }): Promise<Map<string, string>> {
  const spans = register.remind.map(writeSpan)
  const intervals = register.remind.map(({ amount, unit }) => `${amount} ${unit}`)
  const { rows } = await sql<{ id: string; before: string }>`
    select p.id, d.before from product p cross join lateral (
      select s.before, (p.valid_until - s.span)::date as remind_on from unnest(${spans}::text[], ${intervals}::interval[]) as s (before, span)
      where (p.valid_until - s.span)::date <= ${today}::date and (p.valid_until - s.span)::date > p.valid_from order by remind_on desc limit 1) d
    where p.tenant_id = ${work.tenant} and p.register = ${register.code} and ${open} and p.valid_until >= ${today}::date
      and not exists (select from product_event e where e.tenant_id = p.tenant_id and e.product_id = p.id and e.what = 'reminded'
        and e.body ->> 'before' = d.before and e.body ->> 'validUntil' = p.valid_until::text)
    order by p.id limit ${most} for update of p skip locked`.execute(work.db)
  return new Map(rows.map((row) => [row.id, row.before]))
}

interface Scene {
  today: LocalDate
  posts: { code: string; units: string[] }[]
}

function messagesOf(register: Register, product: Product, { today, posts }: Scene): Message[] {
  const { holder, ticketId, ticketNumber } = product
  const left = daysBetween(today, product.validUntil!)
  const what = `${capital(register.entryName)} ${product.key ?? product.number ?? `tiket ${ticketNumber}`}`
  const end = `berlaku sampai ${formatDate(product.validUntil!)}, ${left === 0 ? 'hari ini' : `${left} hari lagi`}.`
  const about = (path: string) => ({ number: ticketNumber, title: register.name, path })
  const page = about(`/petugas/produk/${register.code}/${product.id}`)
  const toSeat = (seat: HeldPost, text: string): Message => ({ subjectId: ticketId, to: { kind: 'post', ...seat }, kind: 'masa-berlaku', text, about: page })
  const keeper = register.keeper
  const seat = register.holderPost && holder.unit && posts.some((post) => post.code === register.holderPost && post.units.includes(holder.unit!))
    ? { post: register.holderPost, unit: holder.unit } : undefined
  const toHolder = `${what} ${end} Ajukan perpanjangan sebelum masa berlakunya habis.`
  return [
    toSeat(keeper, `${what} ${end}`),
    ...(seat && (seat.post !== keeper.post || seat.unit !== keeper.unit) ? [{ ...toSeat(seat, toHolder), about: about(`/kotak-masuk/${ticketNumber}`) }] : []),
    // A name without an account or unit is the ticket's sender, who left an address there.
    ...(holder.personId || !holder.unit
      ? [{ subjectId: ticketId, to: { kind: 'reporter' as const, ...(holder.personId && { personId: holder.personId }) }, kind: 'masa-berlaku' as const, text: toHolder, about: about(`/tiket/${ticketNumber}`) }] : []),
  ]
}
