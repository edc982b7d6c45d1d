import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { Refusal } from '../../kernel/refusal.ts'
import { folderForThisTest, smallDiskForThisTest } from './fixture-files.ts'
import { receiveUpload } from './receive-upload.ts'

const order = (dataFolder: string, name = 'foto.jpg') => ({ dataFolder, field: 'lampiran', name })
const left = (dataFolder: string) => readdirSync(join(dataFolder, 'incoming'))
const kilobytes = (count: number) => Readable.from(Array.from({ length: count }, () => Buffer.alloc(1024, 65)))

test('a file arrives whole', async () => {
  const dataFolder = folderForThisTest()
  const received = await receiveUpload(kilobytes(10 * 1024), order(dataFolder, '../../jalan.jpg'))
  expect(received).toMatchObject({ field: 'lampiran', name: 'jalan.jpg', bytes: 10_485_760 })
  expect(readFileSync(received.path)).toHaveLength(10_485_760)
})

test('a file of 11 MB is refused, and the stream is still read to its end', async () => {
  const dataFolder = folderForThisTest()
  const stream = kilobytes(11 * 1024)
  const text =
    'Berkas “foto.jpg” lebih besar dari 10 MB. Yang diterima: foto (JPG, PNG, WebP) atau PDF, paling besar 10 MB sebuah. ' +
    'Perkecil berkasnya, lalu lampirkan lagi.'
  await expect(receiveUpload(stream, order(dataFolder))).rejects.toMatchObject({ code: 'too-large', faults: [{ field: 'lampiran', text }] })
  expect(stream.readableEnded).toBe(true)
  expect(left(dataFolder)).toEqual([])
})

test('a stream without end is cut at four times the limit', async () => {
  const dataFolder = folderForThisTest()
  let sent = 0
  const endless = function* () {
    for (;;) {
      sent += 65_536
      yield Buffer.alloc(65_536)
    }
  }
  const stream = Readable.from(endless())
  await expect(receiveUpload(stream, order(dataFolder))).rejects.toMatchObject({ code: 'too-large' })
  expect(stream.destroyed).toBe(true)
  expect(sent).toBeLessThan(50 * 1024 * 1024)
  expect(left(dataFolder)).toEqual([])
})

test('a file that the form parser cut at its own limit is refused', async () => {
  const dataFolder = folderForThisTest()
  const stream = Object.assign(kilobytes(1), { truncated: true })
  await expect(receiveUpload(stream, order(dataFolder))).rejects.toMatchObject({ code: 'too-large' })
  expect(left(dataFolder)).toEqual([])
})

test('an empty file is refused', async () => {
  const dataFolder = folderForThisTest()
  await expect(receiveUpload(Readable.from([]), order(dataFolder, 'surat.pdf'))).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('Berkas “surat.pdf” kosong (0 bita).'),
  })
  expect(left(dataFolder)).toEqual([])
})

test('a connection that breaks leaves nothing behind', async () => {
  const dataFolder = folderForThisTest()
  const stream = new PassThrough()
  stream.write(Buffer.alloc(1000))
  setTimeout(() => stream.destroy(), 20)
  const outcome = await receiveUpload(stream, order(dataFolder)).catch((fault: unknown) => fault)
  expect(outcome).toBeInstanceOf(Error)
  expect(outcome).not.toBeInstanceOf(Refusal)
  expect(left(dataFolder)).toEqual([])
})

test('a full disk is told in words that help, and leaves nothing behind', async (context) => {
  const dataFolder = smallDiskForThisTest() ?? context.skip('mounting a small disk needs root')
  const stream = kilobytes(3 * 1024)
  await expect(receiveUpload(stream, order(dataFolder))).rejects.toMatchObject({
    name: 'Refusal',
    code: 'unavailable',
    message: expect.stringContaining('Tempat penyimpanan kami sedang penuh, jadi berkas “foto.jpg” belum dapat kami simpan.'),
    cause: { code: 'ENOSPC' },
  })
  expect(stream.readableEnded).toBe(true)
  expect(left(dataFolder)).toEqual([])
})
