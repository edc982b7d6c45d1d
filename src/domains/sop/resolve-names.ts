import { conditionNames, conditionValues } from './condition-values.ts'
import { findEffect } from './effect-catalogue.ts'
import type { FaultList } from './fault-list.ts'
import { nearestWord } from '../../kernel/nearest-word.ts'
import type { ActInFile, ConditionInFile, EffectInFile, FieldUseInFile, SopFile } from './sop-file.ts'
import { stayWord } from './sop-words.ts'
import type { TenantFacts } from './tenant-facts.ts'
import type { Path, YamlTree } from './yaml-tree.ts'

/** A file of the right shape, whose names are still to be looked up. */
export interface UnresolvedFile {
  file: SopFile
  tree: YamlTree
  facts: TenantFacts
  faults: FaultList
  standsIn(path: Path): boolean
}

interface Reference {
  path: Path
  word: string
  /** What the word names, with a capital where it begins: `langkah`. */
  what: string
  known: readonly string[]
  part?: 'key'
  /** Stands behind the word in the file. */
  tail?: string
}

/**
 * Reports every name that names nothing, and puts the nearest known one in its place. Gives nothing where there is none to take;
 * `sure` is false when a guess was far-fetched.
 */
export function resolveNames(unresolved: UnresolvedFile): { sure: boolean } | undefined {
  let sure = true
  let stuck = false
  const look = (reference: Reference) => {
    const { path, word, known, tail = '' } = reference
    if (known.includes(word)) return word
    const nearest = nearestWord(word, known)
    if (!unresolved.standsIn(path))
      unresolved.faults.on(unresolved.tree, path, unknownWords(reference, nearest?.near ? nearest.word : undefined), reference.part)
    if (!nearest?.near) unresolved.faults.mute(unresolved.tree.place(path, reference.part))
    sure &&= nearest?.near ?? false
    stuck ||= !nearest
    if (nearest && reference.part === 'key') unresolved.tree.rename(path, nearest.word)
    else if (nearest) unresolved.tree.put(path, nearest.word + tail)
    return nearest?.word ?? word
  }
  const names = namesOf(unresolved)
  resolveLanes(unresolved, names, look)
  resolveUses(unresolved.file.formulir, ['formulir'], names, look)
  resolveSteps(unresolved.file, names, look)
  resolveWhole(unresolved, names, look)
  return stuck ? undefined : { sure }
}

type Look = (reference: Reference) => string
type Names = ReturnType<typeof namesOf>

function unknownWords({ word, what, known }: Reference, near: string | undefined) {
  const listed = known.length > 12 ? `${known.slice(0, 12).join(', ')}, …` : known.join(', ')
  return {
    found: `${what} "${word.slice(0, 60)}" yang tidak dikenal`,
    expected: known.length > 0 ? `salah satu ${what}: ${listed}` : `${what} yang ada; belum ada satu pun`,
    remedy: near ? `mungkin maksudnya "${near}"` : `perbaiki namanya, atau tambahkan ${what} itu`,
  }
}

function namesOf({ file, facts }: UnresolvedFile) {
  return {
    lanes: Object.keys(file.pelaksana),
    fields: Object.keys(file.isian),
    steps: Object.keys(file.langkah),
    units: facts.units.map((u) => u.code),
    posts: facts.posts.map((p) => p.code),
    sops: [...new Set([...facts.sops, file.sop])],
    registers: facts.registers,
    templates: facts.templates,
    asked: conditionNames(file),
    values: (name: string) => conditionValues(file, facts, name),
  }
}

function resolveLanes({ file }: UnresolvedFile, names: Names, look: Look): void {
  for (const [name, lane] of Object.entries(file.pelaksana)) {
    if (lane.jabatan !== undefined) look({ path: ['pelaksana', name, 'jabatan'], word: lane.jabatan, what: 'jabatan', known: names.posts })
    if (lane.di !== undefined)
      look({ path: ['pelaksana', name, 'di'], word: lane.di, what: 'unit', known: ['unit-tiket', 'kelompok', ...names.units] })
  }
  for (const [name, field] of Object.entries(file.isian)) {
    if (field.daftar !== undefined) look({ path: ['isian', name, 'daftar'], word: field.daftar, what: 'daftar', known: names.registers })
    if (field['belum-ada']) look({ path: ['isian', name, 'belum-ada', 'daftar'], word: field['belum-ada'].daftar, what: 'daftar', known: names.registers })
    resolveCondition(field['belum-ada']?.bila, ['isian', name, 'belum-ada', 'bila'], names, look)
    resolveList(field.terlihat ?? [], ['isian', name, 'terlihat'], { what: 'pelaksana', known: names.lanes }, look)
  }
}

function resolveList(words: string[], path: Path, kind: { what: string; known: readonly string[] }, look: Look): void {
  words.forEach((word, i) => look({ path: [...path, i], word, ...kind }))
}

function resolveUses(uses: FieldUseInFile[], path: Path, names: Names, look: Look): void {
  uses.forEach((use, i) => {
    const kind = { what: 'isian', known: names.fields }
    if (typeof use === 'string') {
      const tail = use.endsWith('?') ? '?' : ''
      look({ path: [...path, i], word: use.slice(0, use.length - tail.length), tail, ...kind })
      return
    }
    look({ path: [...path, i, 'isian'], word: use.isian, ...kind })
    for (const key of ['wajib-bila', 'hanya-bila'] as const) resolveCondition(use[key], [...path, i, key], names, look)
  })
}

function resolveCondition(condition: ConditionInFile | undefined, path: Path, names: Names, look: Look): void {
  for (const [asked, wanted] of Object.entries(condition ?? {})) {
    const name = look({ path: [...path, asked], word: asked, what: 'isian atau fakta', known: names.asked, part: 'key' })
    const known = names.values(name)
    // A choice without options is told elsewhere.
    if (!known || (known.length === 0 && names.fields.includes(name))) continue
    const kind = { what: 'nilai', known }
    if (typeof wanted === 'string') look({ path: [...path, name], word: wanted, ...kind })
    else resolveList(wanted, [...path, name], kind, look)
  }
}

function resolveSteps(file: SopFile, names: Names, look: Look): void {
  const lanes = { what: 'pelaksana', known: names.lanes }
  for (const [name, step] of Object.entries(file.langkah)) {
    const path = ['langkah', name]
    if (typeof step.pelaksana === 'string') look({ path: [...path, 'pelaksana'], word: step.pelaksana, ...lanes })
    else resolveList(step.pelaksana, [...path, 'pelaksana'], lanes, look)
    if (step.tautan) look({ path: [...path, 'tautan', 'ke'], word: step.tautan.ke, what: 'isian', known: names.fields })
    for (const [actName, act] of Object.entries(step.tindakan ?? {})) resolveAct(act, [...path, 'tindakan', actName], names, look)
  }
}

function resolveAct(act: ActInFile, path: Path, names: Names, look: Look): void {
  resolveUses(act.isi ?? [], [...path, 'isi'], names, look)
  look({ path: [...path, 'ke'], word: act.ke, what: 'langkah', known: [...names.steps, stayWord] })
  resolveCondition(act.bila, [...path, 'bila'], names, look)
  resolveList(act.oleh ?? [], [...path, 'oleh'], { what: 'pelaksana', known: names.lanes }, look)
  act.akibat?.forEach((effect, i) => resolveEffect(effect, [...path, 'akibat', i], names, look))
}

function resolveEffect(effect: EffectInFile, path: Path, names: Names, look: Look): void {
  if (typeof effect === 'string') return
  for (const [word, argument] of Object.entries(effect)) {
    const kind = findEffect(word)?.argument
    const at = [...path, word]
    if (typeof argument === 'object') {
      resolveArgument(argument, at, names, look)
    } else if (argument === undefined) continue
    else if (kind === 'whom') look({ path: at, word: argument, what: 'penerima', known: ['pelapor', 'kelompok', ...names.lanes] })
    else if (kind === 'register-or-product' || kind === 'register-or-passphrase') look({ path: at, word: argument, what: 'daftar', known: names.registers })
    else if (kind === 'product-field') look({ path: at, word: argument, what: 'isian', known: names.fields })
    else if (kind === 'sop') look({ path: at, word: argument, what: 'SOP', known: names.sops })
    else if (kind === 'field' || kind === 'field?' || kind === 'field-or-unit') look({ path: at, word: argument, what: 'isian', known: names.fields })
  }
}

// The step of another SOP is looked up when all of them are read.
function resolveArgument(argument: Record<string, string | undefined>, at: Path, names: Names, look: Look): void {
  const kinds: Record<string, { what: string; known: readonly string[] }> = {
    unit: { what: 'unit', known: names.units }, siapa: { what: 'penerima', known: ['pelapor', 'kelompok', ...names.lanes] }, daftar: { what: 'daftar', known: names.registers },
    templat: { what: 'templat surat', known: names.templates }, sop: { what: 'SOP', known: names.sops },
  }
  for (const key of ['produk', 'frasa', 'isi', 'alasan']) kinds[key] = { what: 'isian', known: names.fields }
  for (const [key, word] of Object.entries(argument)) {
    const kind = kinds[key]
    if (kind && word !== undefined) look({ path: [...at, key], word, ...kind })
  }
}

function resolveWhole({ file }: UnresolvedFile, names: Names, look: Look): void {
  if (file.keberatan?.sop !== undefined) look({ path: ['keberatan', 'sop'], word: file.keberatan.sop, what: 'SOP', known: names.sops })
  if (file.keberatan?.langkah !== undefined) look({ path: ['keberatan', 'langkah'], word: file.keberatan.langkah, what: 'langkah', known: names.steps })
  if (typeof file.tenggat !== 'object') return
  const by = look({ path: ['tenggat', 'menurut'], word: file.tenggat.menurut, what: 'isian atau fakta', known: names.asked })
  const known = names.values(by)
  if (!known || (known.length === 0 && names.fields.includes(by))) return
  for (const value of Object.keys(file.tenggat.waktu)) look({ path: ['tenggat', 'waktu', value], word: value, what: 'nilai', known, part: 'key' })
}
