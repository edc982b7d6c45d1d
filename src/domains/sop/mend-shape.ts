import { explainIssues, type ShapeFault } from './explain-issue.ts'
import type { FaultList } from './fault-list.ts'
import { type SopFile, sopFile } from './sop-file.ts'
import type { Path, YamlTree } from './yaml-tree.ts'

/** A file that has the right shape, perhaps after mending. */
export interface ShapedFile {
  file: SopFile
  /** Nothing was lost by mending that a check could miss. */
  whole: boolean
  /** Whether the value at a path is not the clerk's, but stands in for a missing one. */
  standsIn(path: Path): boolean
}

// What takes the place of a missing key, so that the rest can be checked.
const placeholders: Readonly<Record<string, unknown>> = {
  sop: 'tanpa-kode',
  versi: '2000-01-01',
  judul: '?',
  sebutan: '?',
  ringkas: '?',
  jenis: 'pengaduan',
  identitas: { 'disahkan-oleh': '?' },
  'disahkan-oleh': '?',
  nama: '?',
  label: '?',
  tipe: 'teks',
  kegiatan: '?',
  simbol: 'proses',
  'untuk-pelapor': '?',
  selama: '1 hari kerja',
  untuk: 'tiket',
  dalam: '1 hari kerja',
  sebelum: '1 hari kerja',
  'selain-itu': '1 hari kerja',
  no: 999,
  ke: 'tetap',
  isian: '?',
  siapa: 'pelapor',
}
const lists = new Set(['isian', 'pelaksana', 'langkah', 'formulir'])
const harmless = new Set([
  'judul',
  'sebutan',
  'ringkas',
  'perihal',
  'jenis',
  'identitas',
  'penerimaan',
  'nama',
  'label',
  'bantuan',
  'kegiatan',
  'kelengkapan',
  'waktu',
  'sejak',
  'keluaran',
  'keterangan',
  'untuk-pelapor',
  'gaya',
  'kabar',
  'pribadi',
  'domain',
  'maks',
  'terima',
  'paling-banyak',
  'pilihan',
  'eskalasi',
  'ingatkan',
  'berlaku-sampai',
  'versi',
  'sop',
])

/** Reports every fault of shape, mending the file as it goes; gives nothing when too much is missing to check more. */
export function mendShape(tree: YamlTree, faults: FaultList): ShapedFile | undefined {
  const removed = new Set<string>()
  const added = new Set<string>()
  let whole = true
  for (let round = 0; round < 12; round++) {
    const value = tree.value()
    const read = sopFile.safeParse(value)
    if (read.success) return { file: read.data, whole, standsIn: (path) => added.has(keyOf(path)) }
    const found = withoutRenamed(explainIssues(read.error.issues, value))
    for (const fault of found) if (!removed.has(keyOf(fault.path))) faults.on(tree, fault.path, fault, fault.part)
    for (const fault of found.sort(fromTheEnd)) {
      const lost = mend(tree, fault, { removed, added })
      if (lost === 'all') return undefined
      whole &&= lost === 'nothing'
    }
  }
  return undefined
}

// A misspelt key is also a missing one: that is one slip, told once.
function withoutRenamed(found: ShapeFault[]): ShapeFault[] {
  const renamed = new Set(found.flatMap(({ path, mend: how }) => (how.do === 'rename' ? [keyOf([...path.slice(0, -1), how.key])] : [])))
  return found.filter((fault) => fault.mend.do !== 'add' || !renamed.has(keyOf(fault.path)))
}

function mend(tree: YamlTree, fault: ShapeFault, paths: { removed: Set<string>; added: Set<string> }): 'nothing' | 'something' | 'all' {
  const { mend: how, path } = fault
  if (how.do === 'put') tree.put(path, how.value)
  if (how.do === 'put' || (how.do === 'rename' && tree.rename(path, how.key))) return 'nothing'
  const last = String(path.at(-1))
  if (how.do === 'add') {
    const standIn = path.length === 3 && last === 'pelaksana' ? '?' : placeholders[last]
    if (standIn === undefined || (path.length === 1 && typeof standIn === 'string' && lists.has(last))) return 'all'
    tree.put(path, standIn)
    paths.added.add(keyOf(path))
  } else {
    const cut = how.do === 'remove' ? how.path : path
    if (cut.length === 0) return 'all'
    tree.remove(cut)
    paths.removed.add(keyOf(cut))
  }
  return path.some((part) => harmless.has(String(part))) ? 'nothing' : 'something'
}

// Items of a list are removed from its end, so that the places of those before stay right.
function fromTheEnd(a: ShapeFault, b: ShapeFault): number {
  const [x, y] = [a.path.findLast((p) => typeof p === 'number') ?? 0, b.path.findLast((p) => typeof p === 'number') ?? 0]
  return y - x
}

function keyOf(path: Path): string {
  return path.join('\0')
}
