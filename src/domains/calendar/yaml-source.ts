import { isNode, LineCounter, parseDocument } from 'yaml'
import type { SourceFault } from '../../kernel/source-fault.ts'

/** The text of a file that a person wrote, and the name by which they know it. */
export interface SourceText {
  file: string
  text: string
}

/** What is wrong at a place in the file; the place itself is found from the path. */
export type FaultWords = Pick<SourceFault, 'found' | 'expected' | 'remedy'>

export type SourcePath = readonly PropertyKey[]

/** A parsed YAML file that can say where a value stands. */
export interface YamlSource {
  value: unknown
  /** Faults of the YAML itself; `value` is of no use while there are any. */
  faults: SourceFault[]
  /** A fault at a value, or at the nearest value around it when it is missing. */
  faultAt(path: SourcePath, words: FaultWords): SourceFault
  /** The value at a path as it should be quoted in a fault. */
  quote(path: SourcePath): string
}

/** Parses YAML 1.2 and keeps the place of every value. Never throws: broken YAML is told in `faults`. */
export function readYaml(source: SourceText): YamlSource {
  const lines = new LineCounter()
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file: source.file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const find = (path: SourcePath) => (path.length === 0 ? document.contents : document.getIn(path, true))
  const faultAt = (path: SourcePath, words: FaultWords): SourceFault => {
    for (let length = path.length; length >= 0; length--) {
      const node = find(path.slice(0, length))
      if (isNode(node) && node.range) return { ...place(node.range[0]), ...words }
    }
    return { file: source.file, line: 1, column: 1, ...words }
  }
  const faults = document.errors.map((error) => ({
    ...place(error.pos[0]),
    found: `tulisan yang tidak dapat dibaca (${error.message})`,
    expected: 'YAML yang sah',
    remedy: 'periksa spasi di awal baris, tanda titik dua, dan tanda kurung di sekitar baris ini',
  }))
  const quote = (path: SourcePath) => quoteNode(find(path))
  return { value: faults.length > 0 ? undefined : document.toJS(), faults, faultAt, quote }
}

function quoteNode(node: unknown): string {
  if (!isNode(node)) return 'tidak ada'
  const text = JSON.stringify(node) ?? ''
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
