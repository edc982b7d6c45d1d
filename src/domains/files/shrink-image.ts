import sharp, { type Sharp } from 'sharp'
import type { SentKind } from './find-kind.ts'
import { wrongKind } from './find-kind.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { acceptedText, type FileKind, fileRefusal, type ReceivedUpload, uploadLimits } from './upload.ts'

// A regency's server is small: no cache of pixels, one thread, and (below) one picture at a time.
sharp.cache(false)
sharp.concurrency(1)

const canReadHeic = sharp.format.heif?.input.fileSuffix?.includes('.heic') === true
/** Above this, an opaque PNG (a photo saved as PNG) is kept as JPEG. */
const largePng = 2 * 1024 * 1024

/** A picture as we keep it: upright, without EXIF, GPS or colour profile, its longest side at most 2560 px, with a WebP preview of at most 480 px. */
export interface ShrunkImage {
  kind: FileKind
  bytes: Buffer
  width: number
  height: number
  preview: Buffer
}

/** Re-encodes a received picture. Refuses too many pixels before any is decoded, a damaged file, and HEIC where sharp was built without it. */
export function shrinkImage(received: ReceivedUpload, sent: SentKind): Promise<ShrunkImage> {
  return oneAtATime(() => shrink(received, sent))
}

async function shrink(received: ReceivedUpload, sent: SentKind): Promise<ShrunkImage> {
  if (sent === 'heic' && !canReadHeic) throw heic(received)
  await refuseTooManyPixels(received)
  try {
    const source = sharp(received.path, { limitInputPixels: uploadLimits.pixels, failOn: 'truncated', sequentialRead: true })
    const small = source.autoOrient().resize({ ...box(uploadLimits.longestSide), withoutEnlargement: true })
    const { kind, data, info } = await encode(small, sent)
    return { kind, bytes: data, width: info.width, height: info.height, preview: await makePreview(data) }
  } catch (cause) {
    throw damaged(received, cause)
  }
}

const box = (side: number) => ({ width: side, height: side, fit: 'inside' }) as const

/** A small copy as WebP, its longest side at most `side` px. */
export async function makePreview(image: Buffer, side: number = uploadLimits.previewSide): Promise<Buffer> {
  return await sharp(image).resize({ ...box(side), withoutEnlargement: true }).webp({ quality: 70 }).toBuffer()
}

/** Encodes a picture as one of its kind is kept; a heavy opaque PNG becomes a JPEG. */
export async function encode(image: Sharp, sent: SentKind) {
  const asJpeg = () => image.clone().jpeg({ quality: 82, progressive: true }).toBuffer({ resolveWithObject: true })
  if (sent === 'webp') return { kind: 'webp' as const, ...(await image.webp({ quality: 82 }).toBuffer({ resolveWithObject: true })) }
  if (sent !== 'png') return { kind: 'jpeg' as const, ...(await asJpeg()) }
  const png = await image.clone().png().toBuffer({ resolveWithObject: true })
  if (png.info.size > largePng && png.info.channels < 4) return { kind: 'jpeg' as const, ...(await asJpeg()) }
  return { kind: 'png' as const, ...png }
}

async function refuseTooManyPixels(received: ReceivedUpload): Promise<void> {
  const { width, height } = await sharp(received.path, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => Promise.reject(damaged(received, cause)))
  if (width * height <= uploadLimits.pixels) return
  const text =
    `Foto “${received.name}” berukuran ${width} × ${height} titik, terlalu besar untuk dibuka dengan aman. ` +
    'Yang diterima: paling banyak 52 juta titik. Perkecil fotonya, lalu lampirkan lagi.'
  throw fileRefusal('too-large', received.field, text)
}

function damaged(received: ReceivedUpload, cause: unknown) {
  const refusal = wrongKind(received, 'foto yang rusak atau tidak lengkap')
  refusal.cause = cause
  return refusal
}

function heic(received: ReceivedUpload) {
  const text =
    `Isi berkas “${received.name}” ternyata foto HEIC (biasanya dari iPhone), yang belum dapat dibaca di sini. ${acceptedText} ` +
    'Simpan fotonya sebagai JPG, atau kirim tangkapan layarnya.'
  return fileRefusal('wrong-kind-of-file', received.field, text)
}
