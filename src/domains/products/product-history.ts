import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'

export type ProductDeed = 'issued' | 'noted' | 'renewed' | 'revoked' | 'voided' | 'ended' | 'reminded'

/** What an event says besides who and when. `columns` holds what each changed column said before (absent where it was empty) and says now. */
export interface ProductEventBody {
  columns?: Record<string, { from?: string; to: string }>
  validUntil?: string
  reason?: string
  /** How long before the end it reminds, `30 hari`. */
  before?: string
}

export interface ProductEvent {
  id: string
  at: Date
  what: ProductDeed
  ticketId?: string
  actorKind: string
  actorId?: string
  body: ProductEventBody
}

interface NewEvent {
  productId: string
  what: ProductDeed
  ticketId?: string
  body: ProductEventBody
}

/** Adds a line to the history of a product; gives `false`, and adds nothing, for a reminder that was given already. */
export async function appendEvent(work: Work, { productId, what, ticketId, body }: NewEvent): Promise<boolean> {
  const { actor } = work
  const actorId = actor.kind === 'citizen' || actor.kind === 'officer' ? actor.id : null
  const { rows } = await sql`
    insert into product_event (tenant_id, id, product_id, at, what, ticket_id, actor_kind, actor_id, body)
    values (${work.tenant}, ${newId(work.now)}, ${productId}, ${work.now}, ${what}, ${ticketId ?? null}, ${actor.kind}, ${actorId}, ${JSON.stringify(body)}::jsonb)
    on conflict (tenant_id, product_id, (body ->> 'before'), (body ->> 'validUntil')) where what = 'reminded' do nothing returning 1`.execute(work.db)
  return rows.length > 0
}

/** What happened to a product, oldest first. */
export async function historyOf(work: Work, productId: string): Promise<ProductEvent[]> {
  const { rows } = await sql<Omit<ProductEvent, 'ticketId' | 'actorId'> & { ticketId: string | null; actorId: string | null }>`
    select id, at, what, ticket_id as "ticketId", actor_kind as "actorKind", actor_id as "actorId", body from product_event
    where tenant_id = ${work.tenant} and product_id = ${productId} order by at, id`.execute(work.db)
  return rows.map(({ ticketId, actorId, ...event }) => ({ ...event, ...(ticketId && { ticketId }), ...(actorId && { actorId }) }))
}
