import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit, type YAMLMap } from 'yaml'

export type Path = (string | number)[]

/** Counted from 1, as editors do. */
export interface Place {
  line: number
  column: number
}

/** A parsed YAML file that still knows where everything stood. It can be mended in place, so that reading can go on after a fault. */
export interface YamlTree {
  value(): unknown
  /** Where the key or the value at a path stands; where it is missing, the nearest thing around it. */
  place(path: Path, part?: 'key' | 'value'): Place
  remove(path: Path): void
  /** Gives the last key of the path another name; `false` where that name is taken. */
  rename(path: Path, key: string): boolean
  /** Puts a value at a path; a single word keeps its place. */
  put(path: Path, value: unknown): void
}

/** One complaint of the YAML reader itself. */
export interface YamlTrouble extends Place {
  code: string
}

/** Parses; the tree is there if the file can be read further, the troubles say what is wrong with it as YAML. Never throws. */
export function readYamlTree(text: string): { tree?: YamlTree; troubles: YamlTrouble[] } {
  const counter = new LineCounter()
  try {
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, stringKeys: true, logLevel: 'error' })
    const troubles = [...document.errors, ...document.warnings]
      .filter((e) => e.code !== 'DUPLICATE_KEY')
      .map((e) => ({ code: e.code as string, ...placeOf(counter, e.pos[0]) }))
    const refuse = (code: string, node: unknown) => void troubles.push({ code, ...placeOf(counter, (node as Node).range?.[0] ?? 0) })
    visit(document, {
      // The reader's own word on this may point at the line before.
      Map: (_, map) => repeatedKeys(map).forEach((key) => refuse('DUPLICATE_KEY', key)),
      Alias: (_, node) => refuse('ALIAS', node),
      // Such a key would vanish without a word on its way into an object.
      Pair: (_, pair) => (isScalar(pair.key) && pair.key.value === '__proto__' ? refuse('FORBIDDEN_NAME', pair.key) : undefined),
    })
    if (document.directives?.yaml.explicit) troubles.push({ code: 'DIRECTIVE', line: 1, column: 1 })
    const readable = troubles.every((t) => t.code === 'DUPLICATE_KEY' || t.code === 'BAD_DIRECTIVE')
    if (readable) document.toJS()
    return readable ? { tree: makeTree(document, counter), troubles } : { troubles }
  } catch {
    // Nested so deeply that the reader's stack ends.
    return { troubles: [{ code: 'UNREADABLE', line: 1, column: 1 }] }
  }
}

function repeatedKeys(map: YAMLMap): unknown[] {
  const keys = map.items.map((pair) => pair.key)
  return keys.filter((key, i) => isScalar(key) && keys.findIndex((one) => isScalar(one) && one.value === key.value) < i)
}

function placeOf(counter: LineCounter, offset: number): Place {
  const { line, col } = counter.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

function makeTree(document: Document.Parsed, counter: LineCounter): YamlTree {
  const rangeOf = (node: unknown) => (node as Node | null)?.range?.[0]
  return {
    value: () => document.toJS(),
    place(path, part = 'value') {
      for (let length = path.length; length > 0; length--) {
        const found = findNodes(document, path.slice(0, length))
        const cut = length < path.length
        const offset = rangeOf(part === 'key' || cut ? (found?.key ?? found?.value) : (found?.value ?? found?.key)) ?? rangeOf(found?.key)
        if (offset !== undefined) return placeOf(counter, offset)
      }
      return { line: 1, column: 1 }
    },
    remove(path) {
      const parent = findNodes(document, path.slice(0, -1))?.value
      const pair = findPair(parent, path.at(-1))
      if (pair && isMap(parent)) parent.items.splice(parent.items.indexOf(pair as never), 1)
      if (isSeq(parent)) parent.items.splice(Number(path.at(-1)), 1)
    },
    rename(path, key) {
      const map = findNodes(document, path.slice(0, -1))?.value
      const pair = findPair(map, path.at(-1))
      if (!pair || !isScalar(pair.key) || findPair(map, key)) return false
      pair.key.value = key
      return true
    },
    put(path, value) {
      const parent = findNodes(document, path.slice(0, -1))?.value
      const old = findNodes(document, path)?.value
      const pair = findPair(parent, path.at(-1))
      if (isScalar(old) && typeof value !== 'object') old.value = value
      else if (pair) pair.value = document.createNode(value)
      else if (isMap(parent)) parent.items.push(document.createPair(path.at(-1), value))
      else if (isSeq(parent)) parent.items[Number(path.at(-1))] = document.createNode(value)
    },
  }
}

interface FoundNodes {
  key?: unknown
  value: unknown
}

function findNodes(document: Document.Parsed, path: Path): FoundNodes | undefined {
  let found: FoundNodes = { value: document.contents }
  for (const part of path) {
    if (isSeq(found.value) && typeof part === 'number') found = { value: found.value.items[part] }
    else {
      const pair = findPair(found.value, part)
      if (!pair) return undefined
      found = { key: pair.key, value: pair.value }
    }
  }
  return found.value === undefined && found.key === undefined ? undefined : found
}

// Of two equal keys the last one counts, as in `toJS`.
function findPair(map: unknown, key: string | number | undefined): Pair | undefined {
  if (!isMap(map)) return undefined
  return (map as YAMLMap).items.findLast((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(key))
}
