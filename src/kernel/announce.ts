import type pg from 'pg'

/** What is told to whoever listens on a channel (`listenTo`). At most 7,900 bytes. */
export interface Announcement {
  channel: string
  payload: string
}

const waiting = new WeakMap<pg.Pool, Announcement[]>()

/**
 * Announces what has been committed, at once; while one announcement is on its way the next are gathered, and go together. Not within the transactions themselves: PostgreSQL lets transactions
 * that have announced something commit only one after the other, each waiting for the disk. What is committed and dies unannounced is found later: listeners also look by themselves.
 */
export function announceCommitted(pool: pg.Pool, news: Announcement[]): void {
  if (news.length === 0) return
  const gathered = waiting.get(pool)
  if (gathered) gathered.push(...news)
  else {
    waiting.set(pool, news)
    void sendAll(pool)
  }
}

async function sendAll(pool: pg.Pool): Promise<void> {
  for (let news = waiting.get(pool)!; news.length > 0; news = waiting.get(pool)!) {
    waiting.set(pool, [])
    // A database that is away has lost its listeners too.
    await pool.query('select pg_notify(channel, payload) from jsonb_to_recordset($1::jsonb) as news (channel text, payload text)', [JSON.stringify(news)]).catch(() => {})
  }
  waiting.delete(pool)
}
