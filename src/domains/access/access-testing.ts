import { databaseForThisTest, type TestDatabase } from '../../kernel/testing.ts'
import { type Access, makeAccess } from './access.ts'

/** The moment of these tests; better-auth's own clock is the machine's, so it is the machine's too. */
export const testNow = new Date()

/** An invented citizen. Region, date and serial of the NIK are put together by hand. */
export const siti = { name: 'Siti Contoh', nik: '1403015708909001', phone: '0812-0000-0123', password: 'ikan-laut-biru' }

/** A fresh database with its door; hashing is made cheap. */
export async function accessForThisTest(): Promise<{ database: TestDatabase; access: Access }> {
  const database = await databaseForThisTest()
  const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost:3000', passwordCost: { memoryCost: 64, timeCost: 1 } })
  return { database, access }
}

/** What a browser sends back after these `Set-Cookie` values, the earlier ones being replaced by later ones of the same name. */
export function browse(...sets: string[][]): Headers {
  const jar = new Map<string, string>()
  for (const set of sets.flat()) {
    const [pair, ...rest] = set.split('; ')
    const [name, value] = [pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1)]
    if (value === '' || rest.includes('Max-Age=0')) jar.delete(name)
    else jar.set(name, value)
  }
  return new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), 'user-agent': 'Peramban Contoh/1.0' })
}

/** A moment some minutes after `testNow`. */
export function minutesLater(minutes: number): Date {
  return new Date(testNow.getTime() + minutes * 60_000)
}

/** Everything that the database holds, as text, with bytes in hexadecimal and as characters: for searching what must not be there. */
export async function dumpAll(database: TestDatabase): Promise<string> {
  const tables = await database.owner.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth')`,
  )
  const parts: string[] = []
  for (const { name } of tables.rows) {
    const rows = await database.owner.pool.query(`select * from ${name}`)
    for (const row of rows.rows) {
      for (const value of Object.values(row))
        parts.push(Buffer.isBuffer(value) ? `${value.toString('hex')} ${value.toString('latin1')}` : JSON.stringify(value))
    }
  }
  return parts.join('\n')
}
