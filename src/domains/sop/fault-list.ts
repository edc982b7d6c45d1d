import type { SourceFault } from '../../kernel/source-fault.ts'
import type { FaultWords } from './explain-issue.ts'
import type { Path, Place, YamlTree } from './yaml-tree.ts'

/** Collects the faults of one file, each once, and gives them in the order of the file. */
export interface FaultList {
  at(place: Place, words: FaultWords): void
  on(tree: YamlTree, path: Path, words: FaultWords, part?: 'key' | 'value'): void
  /** From now on nothing is told of this place: what stands there is only a guess of ours. */
  mute(place: Place): void
  sorted(): SourceFault[]
}

export function makeFaultList(file: string): FaultList {
  const faults = new Map<string, SourceFault>()
  const muted = new Set<string>()
  const at = (place: Place, { found, expected, remedy }: FaultWords) => {
    if (muted.has(`${place.line}:${place.column}`)) return
    faults.set(`${place.line}:${place.column}:${found}`, { file, line: place.line, column: place.column, found, expected, remedy })
  }
  return {
    at,
    on: (tree, path, words, part = 'value') => at(tree.place(path, part), words),
    mute: (place) => void muted.add(`${place.line}:${place.column}`),
    sorted: () => [...faults.values()].sort((a, b) => a.line - b.line || a.column - b.column),
  }
}
