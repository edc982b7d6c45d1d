import type pg from 'pg'
import { openPool } from '../../../kernel/open-pool.ts'
import type { Carrier, Handover, Letter } from '../carrier.ts'
import { splitSms } from './split-sms.ts'

export interface GammuSettings {
  /** gammu-smsd's own PostgreSQL database, `postgres://smsd:…@127.0.0.1/smsd`. */
  url: string
  /** The modem to send by, where gammu knows several. */
  sender?: string
}

/**
 * SMS through gammu-smsd (1.42, schema 17): a row in its `outbox`, named after the letter, so that a letter tried again lies there once. Close it at
 * the end.
 */
export function makeGammuCarrier(settings: GammuSettings): Carrier & { close(): Promise<void> } {
  const pool = openPool(settings.url, { max: 4, connectionTimeoutMillis: 5000, statement_timeout: 10_000 })
  return { channel: 'sms', name: 'gammu', send: (letter) => send(pool, letter, settings.sender ?? ''), close: () => pool.end() }
}

async function send(pool: pg.Pool, letter: Letter, sender: string): Promise<Handover> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [letter.id])
    const known = await client.query('select 1 from outbox where "CreatorID" = $1 union all select 1 from sentitems where "CreatorID" = $1 limit 1', [letter.id])
    if (known.rowCount === 0) await insert(client, letter, sender)
    await client.query('commit')
    return { state: 'sent' }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

async function insert(client: pg.PoolClient, letter: Letter, sender: string): Promise<void> {
  const { coding, parts } = splitSms(letter.text)
  const code = coding === 'ucs-2' ? 'Unicode_No_Compression' : 'Default_No_Compression'
  const [first, ...rest] = parts
  const { rows } = await client.query<{ ID: number }>(
    `insert into outbox ("DestinationNumber", "TextDecoded", "Coding", "UDH", "MultiPart", "CreatorID", "SenderID", "DeliveryReport", "Class", "RelativeValidity")
     values ($1, $2, $3, $4, $5, $6, $7, 'yes', -1, 255) returning "ID"`,
    [letter.to, first, code, rest.length > 0 ? header(letter, parts.length, 1) : null, rest.length > 0, letter.id, sender])
  for (const [at, part] of rest.entries()) {
    await client.query('insert into outbox_multipart ("ID", "SequencePosition", "TextDecoded", "Coding", "UDH", "Class") values ($1, $2, $3, $4, $5, -1)',
      [rows[0]!.ID, at + 2, part, code, header(letter, parts.length, at + 2)])
  }
}

/** The user data header that joins the parts again on the telephone; its reference is taken from the letter. */
function header(letter: Letter, parts: number, no: number): string {
  const reference = letter.id.slice(-2)
  return `050003${reference}${two(parts)}${two(no)}`.toUpperCase()
}

function two(value: number): string {
  return value.toString(16).padStart(2, '0')
}
