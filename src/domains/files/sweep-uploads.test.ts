import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { TestDatabase } from '../../kernel/testing.ts'
import { inWork } from '../../kernel/work.ts'
import { attachUploads, dropUpload, filesOf, uploadsOfForm } from './attach-uploads.ts'
import { placeOf } from './file-room.ts'
import { formKey, guestAt, handmadePdf, officeForThisTest, phonePhoto, send } from './fixture-files.ts'
import { sweepUploads } from './sweep-uploads.ts'
import { lockFiles } from './upload-store.ts'

const ticketId = '01956789-0000-7000-8000-0000000000f1'
const otherForm = '01956789-0000-7000-8000-00000000000b'
const justBefore = new Date('2026-03-03T02:59:59Z')
const justAfter = new Date('2026-03-03T03:00:01Z')

test('a file that hangs on nothing goes after 24 hours, with its preview; an attached one stays', async () => {
  const office = await officeForThisTest()
  const { database, dataFolder } = office
  const photo = await send(office, 'a.jpg', await phonePhoto(400, 300))
  const kept = await send(office, 'b.pdf', handmadePdf())
  await inWork(database, guestAt(), (work) => attachUploads(work, { formKey, ids: [kept.id], ticketId }))
  expect(await sweepUploads(database, { ...guestAt(justBefore), dataFolder })).toBe(0)
  expect(await sweepUploads(database, { ...guestAt(justAfter), dataFolder })).toBe(1)
  for (const gone of [photo.sha256, photo.previewSha256 ?? '']) expect(existsSync(placeOf(dataFolder, 'rembang', gone))).toBe(false)
  expect(existsSync(placeOf(dataFolder, 'rembang', kept.sha256))).toBe(true)
  expect(await inWork(database, guestAt(), (work) => filesOf(work, ticketId))).toHaveLength(1)
})

test('a file that was taken out of its form goes too', async () => {
  const office = await officeForThisTest()
  const file = await send(office, 'b.pdf', handmadePdf())
  await inWork(office.database, guestAt(), (work) => dropUpload(work, formKey, file.id))
  expect(await sweepUploads(office.database, { ...guestAt(justAfter), dataFolder: office.dataFolder })).toBe(1)
  expect(existsSync(placeOf(office.dataFolder, 'rembang', file.sha256))).toBe(false)
})

test('bytes that another upload names stay', async () => {
  const office = await officeForThisTest()
  await send(office, 'lama.pdf', handmadePdf())
  const young = await send(office, 'baru.pdf', handmadePdf(), { formKey: otherForm, now: justBefore })
  expect(await sweepUploads(office.database, { ...guestAt(justAfter), dataFolder: office.dataFolder })).toBe(1)
  expect(existsSync(placeOf(office.dataFolder, 'rembang', young.sha256))).toBe(true)
})

test('a sweep sees only its own tenant', async () => {
  const office = await officeForThisTest()
  await send(office, 'a.pdf', handmadePdf())
  expect(await sweepUploads(office.database, { ...guestAt(justAfter), tenant: 'lumajang', dataFolder: office.dataFolder })).toBe(0)
  expect(await inWork(office.database, guestAt(), (work) => uploadsOfForm(work, formKey))).toHaveLength(1)
})

test('what a crash left in the temporary folder goes after 24 hours', async () => {
  const office = await officeForThisTest()
  await send(office, 'a.pdf', handmadePdf())
  const incoming = join(office.dataFolder, 'incoming')
  for (const [name, at] of [
    ['old', '2026-03-02T02:00:00Z'],
    ['young', '2026-03-02T12:00:00Z'],
  ] as const) {
    writeFileSync(join(incoming, name), 'x')
    utimesSync(join(incoming, name), new Date(at), new Date(at))
  }
  await sweepUploads(office.database, { ...guestAt(justAfter), dataFolder: office.dataFolder })
  expect(readdirSync(incoming)).toEqual(['young'])
})

test('a sweep waits for files that are being added, and they for the sweep', async () => {
  const office = await officeForThisTest()
  const { database, dataFolder } = office
  const old = await send(office, 'a.pdf', handmadePdf())
  const place = placeOf(dataFolder, 'rembang', old.sha256)
  const sweep = await whileFilesAreHeld(
    database,
    'shared',
    () => sweepUploads(database, { ...guestAt(justAfter), dataFolder }),
    () => existsSync(place),
  )
  expect(sweep).toEqual({ held: true, after: false })
  const young = { formKey: otherForm, now: justAfter }
  const added = await whileFilesAreHeld(
    database,
    'alone',
    () => send(office, 'a.pdf', handmadePdf(), young),
    () => existsSync(place),
  )
  expect(added).toEqual({ held: false, after: true })
})

/** What `look` sees while another transaction holds the files and `task` wants them, and what it sees when both are done. */
async function whileFilesAreHeld(database: TestDatabase, how: 'shared' | 'alone', task: () => Promise<unknown>, look: () => boolean) {
  let running: Promise<unknown> | undefined
  const held = await inWork(database, guestAt(), async (work) => {
    await lockFiles(work, how)
    running = task()
    await setTimeout(300)
    return look()
  })
  await running
  return { held, after: look() }
}
