import pg from 'pg'
import { expect, test } from 'vitest'
import { theSystem } from './actor.ts'
import { listenTo } from './listen.ts'
import { makeLog } from './log.ts'
import { databaseForThisTest } from './testing.ts'
import { inWork } from './work.ts'

test('what a work announces is heard once it is committed, and never if it is not', async () => {
  const database = await databaseForThisTest()
  const heard: string[] = []
  const listener = listenTo(database.ownerUrl, 'kabar', { hear: (payload) => heard.push(payload), log: makeLog('error') })
  await expect.poll(async () => await listeners(database.ownerUrl)).toBe(1)
  const announce = async (payload: string, fails = false) => await inWork(database, { tenant: 'rembang', actor: theSystem }, async (work) => {
    work.announce('kabar', payload)
    if (fails) throw new Error('no')
  })
  await expect(announce('ditarik', true)).rejects.toThrow('no')
  await Promise.all(Array.from({ length: 30 }, (_, n) => announce(`kabar ${n}, "petik" dan 'koma'`)))
  await expect.poll(() => heard.length).toBe(30)
  expect(new Set(heard)).toEqual(new Set(Array.from({ length: 30 }, (_, n) => `kabar ${n}, "petik" dan 'koma'`)))
  await listener.stop()
})

async function listeners(url: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from pg_stat_activity where datname = current_database() and query = 'listen kabar' and state = 'idle'`)
  await client.end()
  return rows[0]!.n
}
