import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inWork } from '../../kernel/work.ts'
import { uploadLimits } from './upload.ts'
import { attachUploads, dropUpload, filesOf, uploadsOfForm } from './attach-uploads.ts'
import { formKey, guestAt, handmadePdf, officeForThisTest, send } from './fixture-files.ts'

const ticketId = '01956789-0000-7000-8000-0000000000f1'
const otherTicket = '01956789-0000-7000-8000-0000000000f2'
const otherForm = '01956789-0000-7000-8000-00000000000b'
const pdf = (mark: string) => handmadePdf('', `/Lang (${mark})`)

test('the files of a form hang on the ticket once it is opened', async () => {
  const office = await officeForThisTest()
  const a = await send(office, 'a.pdf', pdf('a'))
  const b = await send(office, 'b.pdf', pdf('b'), { now: new Date('2026-03-02T03:01:00Z') })
  const attached = await inWork(office.database, guestAt(), (work) => attachUploads(work, { formKey, ids: [b.id, a.id, a.id], ticketId }))
  expect(attached.map((each) => each.name)).toEqual(['a.pdf', 'b.pdf'])
  await inWork(office.database, guestAt(), async (work) => {
    expect((await filesOf(work, ticketId)).map((each) => each.id)).toEqual([a.id, b.id])
    expect(await uploadsOfForm(work, formKey)).toEqual([])
    expect(await filesOf(work, otherTicket)).toEqual([])
    expect(await filesOf(work, 'bukan-id')).toEqual([])
  })
})

test('all files are attached or none: one of another form, gone, attached or made up stops all', async () => {
  const office = await officeForThisTest()
  const mine = await send(office, 'a.pdf', pdf('a'))
  const theirs = await send(office, 'b.pdf', pdf('b'), { formKey: otherForm })
  const dropped = await send(office, 'c.pdf', pdf('c'))
  await inWork(office.database, guestAt(), (work) => dropUpload(work, formKey, dropped.id))
  const attach = (ids: string[]) => inWork(office.database, guestAt(), (work) => attachUploads(work, { formKey, ids, ticketId }))
  for (const wrong of [theirs.id, dropped.id, otherTicket, "'; drop table upload"]) {
    await expect(attach([mine.id, wrong]), wrong).rejects.toMatchObject({ code: 'conflict' })
  }
  expect(await inWork(office.database, guestAt(), (work) => filesOf(work, ticketId))).toEqual([])
  await attach([mine.id])
  await expect(attach([mine.id])).rejects.toMatchObject({ code: 'conflict' })
})

test('two tickets that want the same file: one gets it', async () => {
  const office = await officeForThisTest()
  const file = await send(office, 'a.pdf', pdf('a'))
  const attach = (ticket: string) => inWork(office.database, guestAt(), (work) => attachUploads(work, { formKey, ids: [file.id], ticketId: ticket }))
  const outcomes = await Promise.allSettled([attach(ticketId), attach(otherTicket)])
  expect(outcomes.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('attaching is undone with the transaction of the caller', async () => {
  const office = await officeForThisTest()
  const file = await send(office, 'a.pdf', pdf('a'))
  const failed = inWork(office.database, guestAt(), async (work) => {
    await attachUploads(work, { formKey, ids: [file.id], ticketId })
    throw new Error('the ticket could not be opened')
  })
  await expect(failed).rejects.toThrow('the ticket could not be opened')
  expect((await inWork(office.database, guestAt(), (work) => uploadsOfForm(work, formKey))).map((each) => each.id)).toEqual([file.id])
})

test('more files at once than a form may have, or none', async () => {
  const office = await officeForThisTest()
  const ids = Array.from({ length: uploadLimits.mostPerForm + 1 }, (_, n) => `01956789-0000-7000-8000-000000001${String(n).padStart(3, '0')}`)
  await inWork(office.database, guestAt(), async (work) => {
    await expect(attachUploads(work, { formKey, ids, ticketId })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await attachUploads(work, { formKey, ids: [], ticketId })).toEqual([])
  })
})

test('a file taken out of its form makes room for another', async () => {
  const office = await officeForThisTest()
  const first = await send(office, '1.pdf', pdf('1'))
  for (const mark of ['2', '3', '4', '5']) await send(office, `${mark}.pdf`, pdf(mark))
  expect(await inWork(office.database, guestAt(), (work) => dropUpload(work, otherForm, first.id))).toBe(false)
  expect(await inWork(office.database, guestAt(), (work) => dropUpload(work, formKey, first.id))).toBe(true)
  expect((await send(office, '6.pdf', pdf('6'))).name).toBe('6.pdf')
})

test('what hangs on a ticket cannot be dropped, moved, changed or deleted by the application', async () => {
  const office = await officeForThisTest()
  const file = await send(office, 'a.pdf', pdf('a'))
  await inWork(office.database, guestAt(), (work) => attachUploads(work, { formKey, ids: [file.id], ticketId }))
  await inWork(office.database, guestAt(), async (work) => {
    expect(await dropUpload(work, formKey, file.id)).toBe(false)
    expect((await sql`delete from upload`.execute(work.db)).numAffectedRows).toBe(0n)
    expect((await sql`update upload set attached_to = ${otherTicket}`.execute(work.db)).numAffectedRows).toBe(0n)
  })
  const change = inWork(office.database, guestAt(), (work) => sql`update upload set sha256 = repeat('a', 64)`.execute(work.db))
  await expect(change).rejects.toThrow('permission denied')
})
