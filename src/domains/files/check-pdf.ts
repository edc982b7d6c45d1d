import { constants, inflateSync } from 'node:zlib'

const risks: [RegExp, string][] = [
  [/\/JavaScript(?![A-Za-z0-9])/, 'PDF yang memuat program (JavaScript)'],
  // Two letters alone occur by chance in packed data; as a key they are followed by a string or a reference.
  [/\/JS\s*(?:\(|<|\d+\s+\d+\s+R)/, 'PDF yang memuat program (JavaScript)'],
  [/\/Launch(?![A-Za-z0-9])/, 'PDF yang menjalankan program lain'],
  [/\/EmbeddedFiles?(?![A-Za-z0-9])/, 'PDF yang menyimpan berkas lain di dalamnya'],
]
const mostInflated = 64 * 1024 * 1024

/**
 * What is wrong with a PDF, as words that follow “ternyata”; undefined if nothing was found. Looks for the names of actions and embedded files in the
 * plain part and in packed object streams. It is no virus scanner: it knows nothing of faults in a reader's own decoders.
 */
export function findPdfFault(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1')
  if (!text.includes('startxref')) return 'PDF yang rusak atau tidak lengkap'
  const plain = findRisk(text)
  if (plain) return plain
  let left = mostInflated
  for (const packed of objectStreams(text, bytes)) {
    const inflated = inflate(packed, left)
    if (inflated === undefined) return 'PDF yang terkunci atau rusak, sehingga tidak dapat kami periksa'
    left -= inflated.length
    const risk = findRisk(inflated)
    if (risk) return risk
  }
  return undefined
}

function findRisk(text: string): string | undefined {
  const names = plainNames(text)
  return risks.find(([pattern]) => pattern.test(names))?.[1]
}

/** A name may be written with escapes: `/J#61vaScript`. */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** The packed bytes of each object stream: since PDF 1.5, dictionaries may hide in there. */
function* objectStreams(text: string, bytes: Buffer): Generator<Buffer> {
  for (const start of text.matchAll(/(?<!end)stream\r?\n/g)) {
    const dictionary = text.slice(Math.max(0, start.index - 4096), start.index)
    if (!/\/ObjStm(?![A-Za-z0-9])/.test(plainNames(dictionary.slice(dictionary.lastIndexOf(' obj') + 1)))) continue
    const from = start.index + start[0].length
    const to = text.indexOf('endstream', from)
    yield bytes.subarray(from, to < 0 ? undefined : to)
  }
}

function inflate(packed: Buffer, most: number): string | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, most), finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
  } catch {
    return undefined
  }
}
