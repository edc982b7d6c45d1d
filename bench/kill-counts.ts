import { sql } from 'kysely'
import { verifyTickets } from '../src/domains/tickets/index.ts'
import type { KillLedger } from './kill-load.ts'
import type { KillSite } from './kill-site.ts'

/** What was promised and what was found, after all was killed again and again. */
export interface KillCounts {
  receipts: number
  /** Receipts whose ticket is not in the database as it was sent. */
  receiptsLost: number
  /** Forms that made more than one ticket. */
  reportsDoubled: number
  acts: number
  /** Acts that were accepted, but have no event. */
  actsLost: number
  /** Acts with more than one event. */
  actsDoubled: number
  /** Acts that were refused, though their event is there. */
  actsDenied: number
  messages: number
  /** Messages that the gateway was told are kept, and that are not there, or of which nothing was made. */
  messagesLost: number
  /** Messages that made more than one ticket, or are kept more than once. */
  messagesDoubled: number
  /** Letters that are due by now. */
  letters: number
  /** Letters that say they were sent, which no gateway has; or that were given up. */
  lettersLost: number
  lettersTwice: number
  /** Letters that are still on their way. */
  lettersWaiting: number
  tickets: number
  events: number
  /** What the proof says of the chains, seals and states. */
  proofFaults: string[]
}

/** Compares what clients and gateway were told with what the database holds. */
export async function countAfterKills({ owner, secrets }: KillSite, ledger: KillLedger): Promise<KillCounts> {
  const tickets = (await sql<{ number: string; title: string; channel: string }>`select number, title, channel from ticket`.execute(owner)).rows
  const titles = tally(tickets.filter((ticket) => ticket.channel === 'web').map((ticket) => ticket.title))
  const numbers = new Map(tickets.map((ticket) => [ticket.number, ticket.title]))
  const keys = tally((await sql<{ key: string }>`select body ->> 'kunci' as key from event where body ? 'kunci'`.execute(owner)).rows.map((row) => row.key))
  const proof = await verifyTickets(owner, 'rembang', secrets)
  const accepted = [...new Set(ledger.acts)]
  return {
    receipts: ledger.receipts.length,
    receiptsLost: ledger.receipts.filter(({ number, title }) => numbers.get(number) !== title).length,
    reportsDoubled: [...titles.values()].filter((n) => n > 1).length + ledger.contradictions,
    acts: accepted.length,
    actsLost: accepted.filter((key) => !keys.has(key)).length,
    actsDoubled: [...keys.values()].filter((n) => n > 1).length,
    actsDenied: ledger.refusals.filter((key) => keys.has(key)).length,
    ...(await countMessages(owner, ledger)),
    ...(await countLetters(owner, ledger)),
    tickets: proof.tickets, events: proof.events, proofFaults: proof.faults.map((fault) => `${fault.number ?? fault.ticketId ?? ''}: ${fault.text}`),
  }
}

/** Whether nothing was lost, and nothing happened twice. */
export function isWhole(counts: KillCounts): boolean {
  const { receiptsLost, reportsDoubled, actsLost, actsDoubled, actsDenied, messagesLost, messagesDoubled, lettersLost, lettersTwice, proofFaults } = counts
  return [receiptsLost, reportsDoubled, actsLost, actsDoubled, actsDenied, messagesLost, messagesDoubled, lettersLost, lettersTwice, proofFaults.length].every((n) => n === 0)
}

async function countMessages(owner: KillSite['owner'], ledger: KillLedger): Promise<Pick<KillCounts, 'messages' | 'messagesLost' | 'messagesDoubled'>> {
  const { rows } = await sql<{ provider: string; state: string; text: string; ticket: string | null }>`
    select provider_id as provider, state, text, ticket_id as ticket from incoming where channel = 'sms'`.execute(owner)
  const made = tally((await sql<{ text: string }>`select submitted ->> 'uraian' as text from ticket where channel = 'sms'`.execute(owner)).rows.map((row) => row.text))
  const kept = new Map(rows.map((row) => [row.provider, row]))
  const promised = [...new Set(ledger.messages)].map((id) => kept.get(`kannel/${id}`))
  return {
    messages: promised.length,
    messagesLost: promised.filter((row) => row?.state !== 'done' || !row.ticket || !made.has(row.text)).length,
    messagesDoubled: rows.length - kept.size + [...made.values()].filter((n) => n > 1).length,
  }
}

async function countLetters(owner: KillSite['owner'], { letters }: KillLedger): Promise<Pick<KillCounts, 'letters' | 'lettersLost' | 'lettersTwice' | 'lettersWaiting'>> {
  // A reminder of the evening waits for the morning: it is not on its way yet.
  const { rows } = await sql<{ id: string; state: string }>`select id, state from letter where channel = 'sms' and not (state = 'queued' and attempts = 0 and not_before > queued_at)`.execute(owner)
  return {
    letters: rows.length,
    lettersLost: rows.filter(({ id, state }) => state === 'dead' || state === 'held' || (['sent', 'delivered'].includes(state) && !letters.has(id))).length,
    lettersTwice: [...letters.values()].filter((n) => n > 1).length,
    lettersWaiting: await waitingLetters(owner),
  }
}

/** How many letters are due, or in the hands of a worker. */
export async function waitingLetters(owner: KillSite['owner']): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from letter where channel = 'sms' and (state = 'sending' or (state = 'queued' and (attempts > 0 or not_before <= now())))`.execute(owner)
  return rows[0]!.n
}

function tally(words: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
