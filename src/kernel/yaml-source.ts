import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { SourceFault } from './source-fault.ts'

export type FaultWords = Pick<SourceFault, 'found' | 'expected' | 'remedy'>
export type SourcePath = readonly PropertyKey[]

/** A parsed YAML file that can say where things stand. */
export interface YamlSource {
  value: unknown
  /** Faults of the YAML itself; while there are any, `value` is undefined. */
  faults: SourceFault[]
  /** A fault at a value, or at the nearest thing around it where it is missing. */
  at(path: SourcePath, words: FaultWords): SourceFault
  /** A fault at the key that ends the path. */
  atKey(path: SourcePath, words: FaultWords): SourceFault
  /** The value at a path as a fault quotes it; `tidak ada` where it is missing. */
  quote(path: SourcePath): string
}

/** Parses YAML 1.2 that a person wrote under that name of a file; never throws. */
export function readYamlSource(text: string, file: string): YamlSource {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const faults = document.errors.map((error) => ({ ...place(error.pos[0]), ...wordsOf(error.code) }))
  const { value, endless } = faults.length > 0 ? { value: undefined, endless: false } : toValue(document)
  if (endless) faults.push({ file, line: 1, column: 1, ...wordsOf('ALIAS') })
  const locate = (path: SourcePath, wanted: 'key' | 'value') => {
    for (let length = path.length; length > 0; length--) {
      const pair = findPair(document, path.slice(0, length))
      const node = length === path.length && wanted === 'value' ? (pair.value ?? pair.key) : (pair.key ?? pair.value)
      if (isNode(node) && node.range) return place(node.range[0])
    }
    return { file, line: 1, column: 1 }
  }
  return {
    value,
    faults,
    at: (path, words) => ({ ...locate(path, 'value'), ...words }),
    atKey: (path, words) => ({ ...locate(path, 'key'), ...words }),
    quote: (path) => quote(findPair(document, path).value),
  }
}

function wordsOf(code: string): FaultWords {
  if (code === 'DUPLICATE_KEY') return { found: 'kunci yang ditulis dua kali', expected: 'setiap kunci satu kali', remedy: 'hapus atau gabungkan salah satunya' }
  return {
    found: 'tulisan yang tidak dapat dibaca sebagai YAML', expected: 'YAML yang sah',
    remedy: 'periksa spasi di awal baris, titik dua, tanda kutip, dan kurung di sekitar baris ini; tulisan yang diawali { harus dalam tanda kutip',
  }
}

// An alias that unfolds without end is refused by the reader with an exception.
function toValue(document: Document): { value: unknown; endless: boolean } {
  try {
    return { value: document.toJS(), endless: false }
  } catch {
    return { value: undefined, endless: true }
  }
}

function findPair(document: Document, path: SourcePath): { key?: unknown; value: unknown } {
  let found: { key?: unknown; value: unknown } = { value: document.contents }
  for (const part of path) {
    const within = found.value
    if (isSeq(within)) found = { value: within.items[Number(part)] }
    else if (isMap(within)) {
      const pair = within.items.find((one) => isScalar(one.key) && String(one.key.value) === String(part))
      found = pair ? { key: pair.key, value: pair.value } : { value: undefined }
    } else found = { value: undefined }
  }
  return found
}

function quote(node: unknown): string {
  if (!isNode(node)) return 'tidak ada'
  const text = isScalar(node) ? `"${String(node.value)}"` : (JSON.stringify(node) ?? '')
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
