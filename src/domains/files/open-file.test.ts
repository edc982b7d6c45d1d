import { rmSync, truncateSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { inWork } from '../../kernel/work.ts'
import { attachUploads } from './attach-uploads.ts'
import { placeOf } from './file-room.ts'
import { formKey, guestAt, handmadePdf, officeForThisTest, phonePhoto, send } from './fixture-files.ts'
import { type FileOrder, getFile, openFile } from './open-file.ts'

const ticketId = '01956789-0000-7000-8000-0000000000f1'

test('a file is sent so that no browser runs or guesses it', async () => {
  const office = await officeForThisTest()
  const bytes = handmadePdf()
  const upload = await send(office, 'Surat “Bupati” é 😡.pdf', bytes)
  const file = await inWork(office.database, guestAt(), (work) => getFile(work, { id: upload.id, variant: 'original', of: { formKey } }))
  const { stream, headers } = await openFile(office.dataFolder, file)
  expect((await buffer(stream)).equals(bytes)).toBe(true)
  expect(headers).toEqual({
    'content-type': 'application/pdf',
    'content-length': String(bytes.length),
    'content-disposition':
      `attachment; filename="Surat _Bupati_ e _.pdf"; ` + `filename*=UTF-8''Surat%20%E2%80%9CBupati%E2%80%9D%20%C3%A9%20%F0%9F%98%A1.pdf`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    etag: `"${upload.sha256}"`,
  })
})

test('the preview of a photo is a small WebP', async () => {
  const office = await officeForThisTest()
  const upload = await send(office, 'jalan.jpg', await phonePhoto())
  const file = await inWork(office.database, guestAt(), (work) => getFile(work, { id: upload.id, variant: 'preview', of: { formKey } }))
  const { stream, headers } = await openFile(office.dataFolder, file)
  const seen = await sharp(await buffer(stream)).metadata()
  expect([seen.format, seen.height, headers['content-type']]).toEqual(['webp', 480, 'image/webp'])
  expect(headers['content-disposition']).toContain('filename="jalan-kecil.webp"')
})

test('a file is found only on the ticket or form where the actor was let in', async () => {
  const office = await officeForThisTest()
  const upload = await send(office, 'surat.pdf', handmadePdf())
  const find = (order: FileOrder, tenant = 'rembang') => inWork(office.database, { ...guestAt(), tenant }, (work) => getFile(work, order))
  const inForm: FileOrder = { id: upload.id, variant: 'original', of: { formKey } }
  const onTicket: FileOrder = { id: upload.id, variant: 'original', of: { ticketId } }
  expect((await find(inForm)).name).toBe('surat.pdf')
  await expect(find(onTicket)).rejects.toMatchObject({ code: 'not-found' })
  await expect(find(inForm, 'lumajang')).rejects.toMatchObject({ code: 'not-found' })
  await expect(find({ ...inForm, variant: 'preview' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(find({ ...inForm, id: '../../etc/passwd' })).rejects.toMatchObject({ code: 'not-found' })
  await inWork(office.database, guestAt(), (work) => attachUploads(work, { formKey, ids: [upload.id], ticketId }))
  expect((await find(onTicket)).name).toBe('surat.pdf')
  await expect(find(inForm)).rejects.toMatchObject({ code: 'not-found' })
})

test('bytes that were cut or lost on the disk are an error, not a broken download', async () => {
  const office = await officeForThisTest()
  const upload = await send(office, 'surat.pdf', handmadePdf())
  const file = await inWork(office.database, guestAt(), (work) => getFile(work, { id: upload.id, variant: 'original', of: { formKey } }))
  const place = placeOf(office.dataFolder, 'rembang', upload.sha256)
  truncateSync(place, 10)
  await expect(openFile(office.dataFolder, file)).rejects.toThrow('has 10 bytes')
  rmSync(place)
  await expect(openFile(office.dataFolder, file)).rejects.toThrow('restore the folder files/ from the backup')
})

test('a path is built from nothing but a tenant and a digest', () => {
  expect(() => placeOf('data', '../x', 'a'.repeat(64))).toThrow('No file has this address')
  expect(() => placeOf('data', 'rembang', '../../etc/passwd')).toThrow('No file has this address')
})
