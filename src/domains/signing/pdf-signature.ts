import { type CmsReading, readCms } from './read-cms.ts'

/** The signature of a PDF, checked against the bytes. Whether one may trust its signer is not said here. */
export interface PdfSignature {
  signer: string
  email: string
  /** Of the certificate, in hexadecimal, small letters. */
  serial: string
  /** As the signer says; no timestamp authority stands for it. Undefined where the file does not say. */
  signedAt?: Date
  /** Whether the signature is about the whole file, so that nothing was added after it. */
  coversWholeFile: boolean
  /** Whether what it covers is byte by byte as it was signed. */
  intact: boolean
  /** In DER. */
  certificate: Buffer
}

const pdfDate = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d'\d\d)?/
const byteRange = /\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g

/** The last signature in a PDF; undefined where there is none that can be read. */
export function readPdfSignature(pdf: Buffer): PdfSignature | undefined {
  const text = pdf.toString('latin1')
  const found = [...text.matchAll(byteRange)].at(-1)
  if (!found) return undefined
  const [from, length, after, rest] = found.slice(1).map(Number) as [number, number, number, number]
  const gap = text.slice(from + length, after)
  if (!/^<[0-9a-f\s]*>$/i.test(gap) || after + rest > pdf.length) return undefined
  const content = Buffer.concat([pdf.subarray(from, from + length), pdf.subarray(after, after + rest)])
  const read = tryReading(Buffer.from(gap.replace(/[<>\s]/g, ''), 'hex'), content)
  if (!read) return undefined
  const { certificate, intact } = read
  const signedAt = read.signingTime ?? dateIn(text, after)
  return {
    signer: nameOf(certificate), email: emailOf(certificate), serial: certificate.serialNumber.toLowerCase(),
    coversWholeFile: from === 0 && after + rest === pdf.length, intact, certificate: certificate.raw, ...(signedAt && { signedAt }),
  }
}

function tryReading(cms: Buffer, content: Buffer): CmsReading | undefined {
  try {
    return readCms(cms, content)
  } catch {
    return undefined
  }
}

function nameOf(certificate: CmsReading['certificate']): string {
  // Node gives several names as a list.
  const name = certificate.toLegacyObject().subject.CN as string | string[] | undefined
  return (Array.isArray(name) ? name.at(-1) : name) ?? ''
}

function emailOf({ subjectAltName, subject }: CmsReading['certificate']): string {
  return /email:([^,\s]+)/.exec(subjectAltName ?? '')?.[1] ?? /^emailAddress=(.+)$/m.exec(subject)?.[1] ?? ''
}

/** The entry `M` of the signature's dictionary, which goes on after the gap; inside the signed bytes. */
function dateIn(text: string, after: number): Date | undefined {
  const end = text.indexOf('endobj', after)
  const dictionary = text.slice(after, end < 0 ? after : end)
  const [, year, month, day, hour, minute, second, zone] = pdfDate.exec(dictionary) ?? []
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone?.replace("'", ':') ?? 'Z'}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}
