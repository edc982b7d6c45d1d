import type { SourceFault } from '../../kernel/source-fault.ts'
import { buildSop } from './build-sop.ts'
import { checkSop } from './check-sop.ts'
import { explainYaml } from './explain-yaml.ts'
import { makeFaultList } from './fault-list.ts'
import { mendShape } from './mend-shape.ts'
import { resolveNames } from './resolve-names.ts'
import type { Sop } from './sop.ts'
import { sopFile } from './sop-file.ts'
import type { TenantFacts } from './tenant-facts.ts'
import { readYamlTree } from './yaml-tree.ts'

/**
 * Reads an SOP file: either the whole, checked SOP, or every fault in it, in the order of the file. Never throws, whatever the text.
 * After a fault the reader goes on with the likeliest meaning, so that one reading tells as much as possible.
 */
export function readSop(text: string, file: string, facts: TenantFacts): { sop?: Sop; faults: SourceFault[] } {
  const faults = makeFaultList(file)
  if (text.trim() === '') {
    faults.at({ line: 1, column: 1 }, { found: 'berkas kosong', expected: 'sebuah SOP', remedy: 'mulailah dari contoh di docs/sop-language.md' })
    return { faults: faults.sorted() }
  }
  const { tree, troubles } = readYamlTree(text)
  explainYaml(text, troubles, faults)
  const shaped = tree && mendShape(tree, faults)
  const resolved = shaped && resolveNames({ ...shaped, tree, facts, faults })
  if (!resolved) return { faults: faults.sorted() }
  const meant = sopFile.safeParse(tree.value())
  if (meant.success)
    checkSop({ file: meant.data, sop: buildSop(meant.data), tree, facts, faults, whole: shaped.whole && resolved.sure, standsIn: shaped.standsIn })
  const found = faults.sorted()
  return found.length === 0 && meant.success ? { sop: buildSop(meant.data), faults: [] } : { faults: found }
}
