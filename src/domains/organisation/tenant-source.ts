import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { SourceFault } from '../../kernel/source-fault.ts'

export type FaultWords = Pick<SourceFault, 'found' | 'expected' | 'remedy'>
export type SourcePath = readonly PropertyKey[]

/** A parsed tenant.yaml that can say where things stand. */
export interface TenantSource {
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

/** Parses; never throws. */
export function readSource(text: string, file: string): TenantSource {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const locate = (path: SourcePath, wanted: 'key' | 'value') => {
    for (let length = path.length; length > 0; length--) {
      const { key, value } = findPair(document, path.slice(0, length))
      const node = length === path.length && wanted === 'value' ? (value ?? key) : (key ?? value)
      if (isNode(node) && node.range) return place(node.range[0])
    }
    return { file, line: 1, column: 1 }
  }
  const faults = document.errors.map((error) => ({
    ...place(error.pos[0]),
    found: error.code === 'DUPLICATE_KEY' ? 'kunci yang ditulis dua kali' : 'tulisan yang tidak dapat dibaca sebagai YAML',
    expected: error.code === 'DUPLICATE_KEY' ? 'setiap kunci satu kali' : 'YAML yang sah',
    remedy:
      error.code === 'DUPLICATE_KEY'
        ? 'hapus atau gabungkan salah satunya'
        : 'periksa spasi di awal baris, titik dua, tanda kutip, dan kurung di sekitar baris ini',
  }))
  return {
    value: faults.length > 0 ? undefined : toValue(document),
    faults,
    at: (path, words) => ({ ...locate(path, 'value'), ...words }),
    atKey: (path, words) => ({ ...locate(path, 'key'), ...words }),
    quote: (path) => quote(findPair(document, path).value),
  }
}

// An alias that unfolds without end is refused by the reader with an exception.
function toValue(document: Document): unknown {
  try {
    return document.toJS()
  } catch {
    return undefined
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
