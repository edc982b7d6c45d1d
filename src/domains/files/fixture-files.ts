import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { crc32, deflateSync } from 'node:zlib'
import { sql } from 'kysely'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { databaseForThisTest, type TestDatabase } from '../../kernel/testing.ts'
import { type KeepOrder, keepUpload } from './keep-upload.ts'
import { receiveUpload } from './receive-upload.ts'
import type { Upload } from './upload.ts'

/** A data folder that goes when the running test ends. */
export function folderForThisTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A data folder on a disk of one megabyte; undefined where this process may not mount one. */
export function smallDiskForThisTest(): string | undefined {
  const folder = folderForThisTest()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status !== 0) return undefined
  onTestFinished(() => void spawnSync('umount', [folder]))
  return folder
}

/** A database with two tenants, a data folder, and a short way to send a file. */
export async function officeForThisTest() {
  const database = await databaseForThisTest()
  await sql`insert into tenant values ('rembang', 'Rembang', '{}', now()), ('lumajang', 'Lumajang', '{}', now())`.execute(database.owner.db)
  return { database, dataFolder: folderForThisTest() }
}

export const now = new Date('2026-03-02T03:00:00Z')
export const formKey = '01956789-0000-7000-8000-00000000000a'
export const guestAt = (at = now) => ({ tenant: 'rembang', actor: { kind: 'guest' as const }, now: at })

export async function send(
  office: { database: TestDatabase; dataFolder: string },
  name: string,
  bytes: Buffer,
  order: Partial<KeepOrder> = {},
): Promise<Upload> {
  const received = await receiveUpload(Readable.from([bytes]), { dataFolder: office.dataFolder, field: 'lampiran', name })
  return await keepUpload(office.database, { ...guestAt(), formKey, ...order }, received)
}

/** A photo as a phone makes it: lying on its side (EXIF orientation 6), with the place where it was taken. */
export async function phonePhoto(width = 3200, height = 2400, shade = '#3a7'): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: shade } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Ponsel Contoh', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 42/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '111/1 20/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

export const screenshot = (background = '#fff') =>
  sharp({ create: { width: 720, height: 1280, channels: 4, background } })
    .png()
    .toBuffer()

/** A PDF of one page; `more` are further objects, whole. */
export function handmadePdf(more = '', catalog = ''): Buffer {
  return Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${catalog} >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n` +
      `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n${more}\ntrailer\n<< /Root 1 0 R /Size 5 >>\nstartxref\n0\n%%EOF\n`,
    'latin1',
  )
}

/** The object stream in which a PDF since 1.5 may pack its dictionaries. */
export function packedObject(content: string): string {
  const packed = deflateSync(`4 0 ${content}`).toString('latin1')
  return `5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj\n`
}

/** A PNG whose head says 30000 × 30000 pixels: 3.6 GB once decoded, a few hundred kilobytes on the wire. */
export function imageBomb(side = 30_000): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc(side * (1 + Math.ceil(side / 8)))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
