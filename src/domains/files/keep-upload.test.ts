import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { inWork } from '../../kernel/work.ts'
import { uploadsOfForm } from './attach-uploads.ts'
import {
  formKey,
  guestAt,
  handmadePdf,
  imageBomb,
  officeForThisTest,
  packedObject,
  phonePhoto,
  screenshot,
  send,
  smallDiskForThisTest,
} from './fixture-files.ts'

const place = (folder: string, sha256: string) => join(folder, 'files', 'rembang', sha256.slice(0, 2), sha256.slice(2, 4), sha256)

test('a phone photo is kept upright, smaller, and without the place where it was taken', async () => {
  const office = await officeForThisTest()
  const photo = await phonePhoto()
  expect((await sharp(photo).metadata()).exif?.includes('Ponsel Contoh')).toBe(true)
  const upload = await send(office, 'IMG_0001.jpg', photo)
  expect(upload).toMatchObject({ name: 'IMG_0001.jpg', kind: 'jpeg', width: 1920, height: 2560, field: 'lampiran', formKey, attachedTo: null })
  const kept = readFileSync(place(office.dataFolder, upload.sha256))
  const seen = await sharp(kept).metadata()
  expect([seen.width, seen.height, seen.exif, seen.orientation, seen.icc]).toEqual([1920, 2560, undefined, undefined, undefined])
  expect(kept.includes('Exif')).toBe(false)
  expect(kept.length).toBe(upload.bytes)
  const preview = await sharp(readFileSync(place(office.dataFolder, upload.previewSha256 ?? ''))).metadata()
  expect([preview.format, preview.width, preview.height]).toEqual(['webp', 360, 480])
  expect(readdirSync(join(office.dataFolder, 'incoming'))).toEqual([])
})

test('PNG and WebP keep their kind and are not enlarged', async () => {
  const office = await officeForThisTest()
  expect(await send(office, 'layar.png', await screenshot())).toMatchObject({ kind: 'png', width: 720, height: 1280 })
  const webp = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#123' } })
    .webp()
    .toBuffer()
  expect(await send(office, 'stiker.webp', webp)).toMatchObject({ kind: 'webp', width: 300, height: 200 })
})

test('a photo saved as a heavy PNG is kept as JPEG', async () => {
  const office = await officeForThisTest()
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const heavy = await sharp({ create: { width: 1400, height: 1400, channels: 3, background: '#000', noise } })
    .png()
    .toBuffer()
  expect(heavy.length).toBeGreaterThan(2 * 1024 * 1024)
  expect(await send(office, 'foto.png', heavy)).toMatchObject({ kind: 'jpeg', name: 'foto.jpg', width: 1400 })
})

test('a photo under the name of another kind of photo is taken, and its name put right', async () => {
  const office = await officeForThisTest()
  expect(await send(office, 'dari-wa.jpg', await screenshot())).toMatchObject({ kind: 'png', name: 'dari-wa.png' })
})

test('a PDF is kept as it is', async () => {
  const office = await officeForThisTest()
  const bytes = handmadePdf()
  const upload = await send(office, 'surat.pdf', bytes)
  expect(upload).toMatchObject({ kind: 'pdf', bytes: bytes.length, width: null, height: null, previewSha256: null })
  expect(upload.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(readFileSync(place(office.dataFolder, upload.sha256)).equals(bytes)).toBe(true)
})

test('a file that is not what we accept is refused by its content, and leaves nothing behind', async () => {
  const office = await officeForThisTest()
  const photo = await phonePhoto(40, 30)
  const exe = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(500)])
  const gif = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#f00' } })
    .gif()
    .toBuffer()
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(200)])
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const cases: [string, Buffer, string][] = [
    ['foto.jpg', Buffer.from('<!DOCTYPE html><html><script>alert(1)</script></html>'), 'Isi berkas “foto.jpg” ternyata halaman web (HTML).'],
    ['surat.pdf', exe, 'Isi berkas “surat.pdf” ternyata program Windows (EXE).'],
    ['logo.png', Buffer.from(svg), 'Isi berkas “logo.png” ternyata gambar SVG.'],
    ['logo.svg', Buffer.from(`<?xml version="1.0"?>${svg}`), 'Isi berkas “logo.svg” ternyata gambar SVG.'],
    ['lucu.jpg', gif, 'Isi berkas “lucu.jpg” ternyata gambar GIF.'],
    ['catatan.pdf', Buffer.from('Jalan rusak sejak Januari'), 'Isi berkas “catatan.pdf” ternyata teks biasa.'],
    ['acak.jpg', Buffer.from('00ff10e08001fe', 'hex'), 'Isi berkas “acak.jpg” ternyata jenis yang tidak kami kenal.'],
    ['foto.jpg', handmadePdf(), 'Isi berkas “foto.jpg” ternyata PDF, padahal namanya menyebut foto.'],
    ['surat.pdf', photo, 'Isi berkas “surat.pdf” ternyata foto, padahal namanya menyebut PDF.'],
    ['putus.jpg', (await phonePhoto(800, 600)).subarray(0, 2200), 'Isi berkas “putus.jpg” ternyata foto yang rusak atau tidak lengkap.'],
    ['IMG_2.heic', heic, 'Isi berkas “IMG_2.heic” ternyata foto HEIC (biasanya dari iPhone), yang belum dapat dibaca di sini.'],
    ['jebakan.pdf', handmadePdf(packedObject('<< /S /JavaScript >>')), 'Isi berkas “jebakan.pdf” ternyata PDF yang memuat program (JavaScript).'],
  ]
  for (const [name, bytes, words] of cases) {
    const outcome = await send(office, name, bytes).catch((fault: unknown) => fault)
    expect(outcome, name).toMatchObject({ code: 'wrong-kind-of-file', message: expect.stringContaining(words) })
    expect(outcome, name).toMatchObject({ faults: [{ field: 'lampiran', text: expect.stringContaining('foto (JPG, PNG, WebP) atau PDF') }] })
  }
  expect(readdirSync(join(office.dataFolder, 'incoming'))).toEqual([])
  expect(existsSync(join(office.dataFolder, 'files'))).toBe(false)
})

test('an image bomb is refused before it is decoded', async () => {
  const office = await officeForThisTest()
  const bomb = imageBomb()
  expect(bomb.length).toBeLessThan(1024 * 1024)
  const before = process.memoryUsage().rss
  await expect(send(office, 'bom.png', bomb)).rejects.toMatchObject({ code: 'too-large', message: expect.stringContaining('30000 × 30000 titik') })
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
})

test('a disk that fills up while the picture is written leaves nothing behind', async (context) => {
  const { database } = await officeForThisTest()
  const dataFolder = smallDiskForThisTest() ?? context.skip('mounting a small disk needs root')
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const photo = await sharp({ create: { width: 1400, height: 1000, channels: 3, background: '#000', noise } })
    .jpeg({ quality: 75 })
    .toBuffer()
  expect(photo.length).toBeGreaterThan(600_000)
  await expect(send({ database, dataFolder }, 'a.jpg', photo)).rejects.toMatchObject({ code: 'unavailable', cause: { code: 'ENOSPC' } })
  expect(readdirSync(join(dataFolder, 'incoming'))).toEqual([])
  expect(await inWork(database, guestAt(), (work) => uploadsOfForm(work, formKey))).toEqual([])
})

test('the sixth file of a form is refused, also when files are sent at once', async () => {
  const office = await officeForThisTest()
  const files = ['1', '2', '3', '4', '5', '6', '7'].map((n) => send(office, `${n}.pdf`, handmadePdf('', `/Lang (${n})`)))
  const outcomes = await Promise.allSettled(files)
  expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(5)
  const refused = outcomes.find((each) => each.status === 'rejected')
  expect(refused?.reason).toMatchObject({
    code: 'bad-input',
    faults: [{ field: 'lampiran', text: expect.stringContaining('sudah berisi 5 berkas') }],
  })
})

test('the same file sent twice into a form is one upload; in another form it is another upload of the same bytes', async () => {
  const office = await officeForThisTest()
  const photo = await phonePhoto(400, 300)
  const first = await send(office, 'a.jpg', photo)
  expect((await send(office, 'a.jpg', photo)).id).toBe(first.id)
  const other = await send(office, 'a.jpg', photo, { formKey: '01956789-0000-7000-8000-00000000000b' })
  expect(other.id).not.toBe(first.id)
  expect(other.sha256).toBe(first.sha256)
  const held = await inWork(office.database, guestAt(), (work) => uploadsOfForm(work, formKey))
  expect(held).toEqual([first])
})

test('another tenant can neither see an upload nor write one', async () => {
  const office = await officeForThisTest()
  await send(office, 'surat.pdf', handmadePdf())
  const elsewhere = { ...guestAt(), tenant: 'lumajang' }
  expect(await inWork(office.database, elsewhere, (work) => uploadsOfForm(work, formKey))).toEqual([])
  expect(await inWork(office.database, elsewhere, async (work) => (await sql`select * from upload`.execute(work.db)).rows)).toEqual([])
  const intrusion = inWork(office.database, elsewhere, (work) =>
    sql`insert into upload (tenant_id, id, owner_kind, field, name, kind, bytes, sha256, at)
      values ('rembang', gen_random_uuid(), 'guest', 'f', 'x.pdf', 'pdf', 1, repeat('a', 64), now())`.execute(work.db),
  )
  await expect(intrusion).rejects.toThrow('row-level security')
})

test('the upload remembers who sent it', async () => {
  const office = await officeForThisTest()
  await send(office, 'surat.pdf', handmadePdf(), { actor: { kind: 'citizen', id: 'warga-1' } })
  const { rows } = await sql`select owner_kind, owner_id from upload`.execute(office.database.owner.db)
  expect(rows).toEqual([{ owner_kind: 'citizen', owner_id: 'warga-1' }])
})
