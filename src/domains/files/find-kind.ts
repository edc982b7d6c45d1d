import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { splitName } from './clean-name.ts'
import { acceptedText, type FileKind, fileRefusal, type ReceivedUpload } from './upload.ts'

/** What was sent, by its content. */
export type SentKind = FileKind | 'heic'

const accepted: Record<string, SentKind> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'application/pdf': 'pdf',
}

const known: Record<string, string> = {
  'image/gif': 'gambar GIF',
  'image/bmp': 'gambar BMP',
  'image/tiff': 'gambar TIFF',
  'image/avif': 'gambar AVIF',
  'image/heic-sequence': 'rangkaian foto HEIC',
  'image/svg+xml': 'gambar SVG',
  'application/x-msdownload': 'program Windows (EXE)',
  'application/vnd.microsoft.portable-executable': 'program Windows (EXE)',
  'application/x-elf': 'program Linux',
  'application/vnd.android.package-archive': 'aplikasi Android (APK)',
  'application/zip': 'arsip ZIP',
  'application/x-rar-compressed': 'arsip RAR',
  'application/x-7z-compressed': 'arsip 7z',
  'application/x-cfb': 'dokumen Office lama',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'dokumen Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'lembar Excel',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'paparan PowerPoint',
}

const claims: Record<string, 'foto' | 'PDF'> = {
  '.jpg': 'foto',
  '.jpeg': 'foto',
  '.jfif': 'foto',
  '.png': 'foto',
  '.webp': 'foto',
  '.heic': 'foto',
  '.heif': 'foto',
  '.pdf': 'PDF',
}

/**
 * What a received file really is, found in its content. Refuses (`wrong-kind-of-file`) all that we do not accept, and a PDF under a photo's name
 * or the reverse. One kind of photo under another's name is no lie that matters: messengers do it, and the name is put right.
 */
export async function findKind(received: ReceivedUpload): Promise<SentKind> {
  const found = await fileTypeFromFile(received.path).catch(() => undefined)
  const kind = found && accepted[found.mime]
  if (!kind) throw wrongKind(received, await describe(received.path, found?.mime))
  const claim = claims[splitName(received.name).ending.toLowerCase()]
  const real = kind === 'pdf' ? 'PDF' : 'foto'
  if (claim && claim !== real) throw wrongKind(received, `${real}, padahal namanya menyebut ${claim}`)
  return kind
}

/** The refusal that names the file, what was found and what is accepted. */
export function wrongKind(file: { field: string; name: string }, found: string) {
  return fileRefusal('wrong-kind-of-file', file.field, `Isi berkas “${file.name}” ternyata ${found}. ${acceptedText}`)
}

async function describe(path: string, mime: string | undefined): Promise<string> {
  if (mime && mime !== 'application/xml') {
    const family = { video: 'video', audio: 'rekaman suara', font: 'huruf komputer' }[mime.split('/')[0] ?? '']
    return known[mime] ?? family ?? `berkas jenis ${mime}`
  }
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0)
    return describeText(buffer.subarray(0, bytesRead).toString('utf8'))
  } finally {
    await file.close()
  }
}

function describeText(start: string): string {
  if (/<svg[\s>]/i.test(start)) return 'gambar SVG'
  if (/<(!doctype html|html|head|body|script)[\s>]/i.test(start)) return 'halaman web (HTML)'
  if (/^\s*<\?xml/.test(start)) return 'dokumen XML'
  return /[\0\ufffd]/.test(start) ? 'jenis yang tidak kami kenal' : 'teks biasa'
}
