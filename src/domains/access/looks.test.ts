import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { inWork } from '../../kernel/work.ts'
import { listLooks, recordLook, recordLookOnce } from './access-look.ts'
import { accessForThisTest, minutesLater, siti, testNow } from './access-testing.ts'
import { listNikLooks, openNik } from './open-nik.ts'

const officer: Actor = { kind: 'officer', id: '019a0000-0000-7000-8000-00000000000a', posts: [], admin: false }

test('a NIK is opened whole, and the look is kept with who, when and why', async () => {
  const { database, access } = await accessForThisTest()
  const { personId } = await access.registerCitizen('bengkalis', siti, testNow)
  const at = minutesLater(3)
  await inWork(database, { tenant: 'bengkalis', actor: officer, now: at }, async (work) => {
    expect(await openNik(work, personId, 'Pencocokan dengan Dukcapil')).toBe('1403015708909001')
  })
  await inWork(database, { tenant: 'bengkalis', actor: officer }, async (work) => {
    expect(await listNikLooks(work, personId)).toEqual([
      { at, actorKind: 'officer', actorId: '019a0000-0000-7000-8000-00000000000a', purpose: 'Pencocokan dengan Dukcapil' },
    ])
  })
})

test('a NIK stays shut without a purpose, for guests, and from another tenant', async () => {
  const { database, access } = await accessForThisTest()
  const { personId } = await access.registerCitizen('bengkalis', siti, testNow)
  const open = (tenant: string, actor: Actor, purpose: string) => inWork(database, { tenant, actor }, (work) => openNik(work, personId, purpose))
  await expect(open('bengkalis', officer, ' ')).rejects.toThrow('Tulis untuk keperluan apa NIK ini dibuka.')
  await expect(open('bengkalis', { kind: 'guest' }, 'ingin tahu')).rejects.toThrow('Silakan masuk terlebih dahulu.')
  await expect(open('lumajang', officer, 'ingin tahu')).rejects.toThrow('Orang ini tidak ada dalam daftar.')
})

test('a sealed NIK that was moved to another person by hand does not open', async () => {
  const { database, access } = await accessForThisTest()
  await access.registerCitizen('bengkalis', siti, testNow)
  const other = { name: 'Budi Contoh', nik: '1403011708909002', phone: '081200000456', password: 'kapal-kayu-tua' }
  const { personId } = await access.registerCitizen('bengkalis', other, testNow)
  await sql`update person set nik_cipher = (select nik_cipher from person where name = 'Siti Contoh')`.execute(database.owner.db)
  const task = inWork(database, { tenant: 'bengkalis', actor: officer }, (work) => openNik(work, personId, 'Pemeriksaan'))
  await expect(task).rejects.toThrow()
})

test('a page that is drawn anew is kept once an hour for each who looks; an opening by hand always', async () => {
  const { database } = await accessForThisTest()
  const other: Actor = { ...officer, id: '019a0000-0000-7000-8000-00000000000b' }
  const look = (minute: number, { by = officer as Actor, subject = 'A', record = recordLookOnce } = {}) =>
    inWork(database, { tenant: 'bengkalis', actor: by, now: minutesLater(minute) }, (work) => record(work, { what: 'tiket', subject, purpose: 'menangani tiket' }))
  await look(0, { record: recordLook })
  for (const minute of [1, 2, 59]) await look(minute)
  await look(3, { by: other })
  await look(4, { subject: 'B' })
  await look(5, { record: recordLook })
  await look(66)
  await look(67)
  await inWork(database, { tenant: 'bengkalis', actor: officer }, async (work) => {
    expect((await listLooks(work)).map((one) => [one.at, one.subject, one.actorId])).toEqual([
      [minutesLater(66), 'A', officer.id], [minutesLater(5), 'A', officer.id], [minutesLater(4), 'B', officer.id], [minutesLater(3), 'A', other.id], [minutesLater(0), 'A', officer.id],
    ])
  })
})

test('the access history is listed newest first, narrowed by subject, actor and time', async () => {
  const { database } = await accessForThisTest()
  const look = (minute: number, subject: string) =>
    inWork(database, { tenant: 'bengkalis', actor: officer, now: minutesLater(minute) }, (work) =>
      recordLook(work, { what: 'laporan rahasia', subject, purpose: 'verifikasi' }),
    )
  for (const [minute, subject] of [
    [1, 'A'],
    [2, 'B'],
    [3, 'A'],
  ] as const)
    await look(minute, subject)
  await inWork(database, { tenant: 'bengkalis', actor: officer }, async (work) => {
    expect((await listLooks(work)).map((one) => one.subject)).toEqual(['A', 'B', 'A'])
    expect(await listLooks(work, { subject: 'B' })).toMatchObject([
      { at: minutesLater(2), actorKind: 'officer', what: 'laporan rahasia', purpose: 'verifikasi' },
    ])
    expect(await listLooks(work, { from: minutesLater(3) })).toHaveLength(1)
    expect(await listLooks(work, { before: minutesLater(2) })).toHaveLength(1)
    expect(await listLooks(work, { actorId: 'orang-lain' })).toEqual([])
    expect(await listLooks(work, { limit: 2 })).toHaveLength(2)
  })
  await inWork(database, { tenant: 'lumajang', actor: officer }, async (work) => expect(await listLooks(work)).toEqual([]))
})

test.each(['nik_look', 'access_look'])('the application can neither change nor delete a line of %s', async (table) => {
  const { database } = await accessForThisTest()
  const task = (statement: string) => inWork(database, { tenant: 'bengkalis', actor: officer }, (work) => sql.raw(statement).execute(work.db))
  await expect(task(`update ${table} set purpose = 'lain'`)).rejects.toThrow('permission denied')
  await expect(task(`delete from ${table}`)).rejects.toThrow('permission denied')
})
