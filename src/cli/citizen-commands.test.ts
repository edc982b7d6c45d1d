import { expect, test } from 'vitest'
import { databaseForThisTest, testSecrets } from '../kernel/testing.ts'
import { makeAccess } from '../domains/access/index.ts'
import { verifyTickets } from '../domains/tickets/index.ts'
import { loadFixtureTenant, mondayMorning, refusalOf } from '../domains/tickets/fixture-tenant.ts'
import { eraseCitizen } from './citizen-commands.ts'

test('a citizen who asked in writing is erased by NIK, or by id once more; who is not there is said', async () => {
  const database = await databaseForThisTest()
  const place = await loadFixtureTenant(database, 'tenants/bengkalis')
  const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 64, timeCost: 1 } })
  const nik = '1403015708909009'
  const { personId } = await access.registerCitizen('bengkalis', { name: 'Melur Umpama', nik, phone: '081200009009', password: 'perahu-kayu-biru' }, mondayMorning)
  const report = await place.open('sipendekar', { reporterId: personId })
  const erase = (who: string) => eraseCitizen({ resources: database }, { tenant: 'bengkalis', who, complaints: 'go-on', now: mondayMorning })
  expect(await erase('1403 0157 0890 9009')).toBe(personId)
  expect((await place.traces(report.id)).events.map((event) => [event.act, event.actor.kind])).toEqual([['kirim', 'citizen'], ['hapus-data', 'guest']])
  expect((await refusalOf(erase(nik))).message).toContain('Mungkin sudah ditutup')
  expect((await refusalOf(erase(personId))).message).toBe('Akun ini sudah ditutup.')
  expect((await refusalOf(erase('12'))).code).toBe('bad-input')
  expect((await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults).toEqual([])
})
