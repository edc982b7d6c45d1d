import type { SourceFault } from '../../kernel/source-fault.ts'
import { nearWord } from '../../kernel/nearest-word.ts'
import type { SourcePath, YamlSource } from '../../kernel/yaml-source.ts'

/** What a register may refer to in its tenant. */
export interface RegisterFacts {
  units: { code: string }[]
  /** Kinds of post, with the units where each one exists. */
  posts: { code: string; units: string[] }[]
}

type Loose = Record<string, unknown>

// One that is refused here is still read, so that what stands under it is checked too.
const columnName = /^[a-z][a-z0-9-]{0,59}$/

/** Whether the names in a register file refer to something; also looks into a file whose form is not right yet, so that all faults are told together. */
export function checkRegister(source: YamlSource, facts: RegisterFacts): SourceFault[] {
  const file = asMap(source.value)
  const columns = asMap(file.kolom)
  return [
    ...checkNames(source, columns), ...checkColumnName(source, columns, ['kunci']), ...checkUntil(source, columns), ...checkNumbering(source, file.nomor),
    ...checkRemind(source, file), ...checkKeeper(source, facts), ...checkPost(source, ['kabari-unit'], facts), ...checkPublic(source, file, columns),
    ...checkOptions(source, columns),
  ]
}

function asMap(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}
}

function textAt(source: YamlSource, path: SourcePath): string | undefined {
  const found = path.reduce<unknown>((within, part) => asMap(within)[String(part)], source.value)
  return typeof found === 'string' ? found : undefined
}

function choose(word: string, known: string[]): string {
  const near = nearWord(word, known)
  return near ? `mungkin maksudnya "${near}"` : `pilih salah satu: ${known.join(', ')}`
}

function checkNames(source: YamlSource, columns: Loose): SourceFault[] {
  const expected = 'nama isian SOP yang mengisi kolom ini, dari huruf kecil, angka, dan tanda hubung'
  return Object.keys(columns).filter((name) => !columnName.test(name)).map((name) => source.atKey(['kolom', name], { found: `nama "${name}"`, expected, remedy: 'ganti nama ini, juga di SOP yang mengisinya' }))
}

function checkColumnName(source: YamlSource, columns: Loose, path: SourcePath): SourceFault[] {
  const name = textAt(source, path)
  if (name === undefined || Object.hasOwn(columns, name)) return []
  return [source.at(path, { found: `kolom "${name}" yang tidak ada`, expected: 'nama kolom di `kolom`', remedy: choose(name, Object.keys(columns)) })]
}

function checkUntil(source: YamlSource, columns: Loose): SourceFault[] {
  const path = ['berlaku', 'sampai']
  const name = textAt(source, path)
  if (name === undefined) return []
  const missing = checkColumnName(source, columns, path)
  if (missing.length > 0 || asMap(columns[name]).tipe === 'tanggal') return missing
  return [source.at(path, { found: `kolom "${name}" yang bukan tanggal`, expected: 'kolom bertipe tanggal', remedy: `tambahkan tipe: tanggal pada kolom "${name}"` })]
}

const numberWords = ['urut', 'tahun', 'bulan-romawi']

function checkNumbering(source: YamlSource, numbering: unknown): SourceFault[] {
  if (typeof numbering !== 'string') return []
  const used = [...numbering.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]!)
  const at = (words: Pick<SourceFault, 'found' | 'expected' | 'remedy'>) => source.at(['nomor'], words)
  const known = numberWords.map((word) => `{${word}}`).join(', ')
  const unknown = used.filter((word) => !numberWords.includes(word))
    .map((word) => at({ found: `{${word}} dalam nomor`, expected: `hanya ${known}`, remedy: 'hapus, atau ganti dengan yang dikenal' }))
  const missing = ['urut', 'tahun'].filter((word) => !used.includes(word))
    .map((word) => at({ found: `nomor tanpa {${word}}`, expected: 'nomor yang tidak pernah terulang, padahal nomor urut mulai lagi dari 1 setiap tahun', remedy: `tambahkan {${word}}` }))
  return [...unknown, ...missing]
}

function checkRemind(source: YamlSource, file: Loose): SourceFault[] {
  if (!Array.isArray(file.ingatkan)) return []
  const { ingatkan } = file
  const repeated = ingatkan.flatMap((one: unknown, at) => (ingatkan.indexOf(one) < at
    ? [source.at(['ingatkan', at], { found: `"${String(one)}" yang sudah ditulis`, expected: 'setiap jarak satu kali', remedy: 'hapus salah satunya' })] : []))
  if (ingatkan.length === 0 || file.berlaku !== undefined) return repeated
  return [...repeated, source.atKey(['ingatkan'], { found: 'ingatkan tanpa berlaku', expected: 'masa berlaku yang dapat diingatkan', remedy: 'tambahkan berlaku, atau hapus ingatkan' })]
}

function checkKeeper(source: YamlSource, facts: RegisterFacts): SourceFault[] {
  const post = textAt(source, ['pengelola', 'jabatan'])
  const unit = textAt(source, ['pengelola', 'di'])
  const faults = checkPost(source, ['pengelola', 'jabatan'], facts)
  if (unit !== undefined && !facts.units.some((one) => one.code === unit)) {
    const remedy = choose(unit, facts.units.map((one) => one.code))
    return [...faults, source.at(['pengelola', 'di'], { found: `unit "${unit}" yang tidak ada`, expected: 'kode unit di tenant.yaml', remedy })]
  }
  const kept = facts.posts.find((one) => one.code === post)
  if (!kept || unit === undefined || kept.units.includes(unit)) return faults
  const remedy = `pilih unit yang mempunyainya: ${kept.units.join(', ')}`
  return [...faults, source.at(['pengelola', 'di'], { found: `jabatan "${kept.code}" yang tidak ada di unit "${unit}"`, expected: 'unit tempat jabatan itu ada', remedy })]
}

function checkPost(source: YamlSource, path: SourcePath, facts: RegisterFacts): SourceFault[] {
  const post = textAt(source, path)
  if (post === undefined || facts.posts.some((one) => one.code === post)) return []
  const remedy = choose(post, facts.posts.map((one) => one.code))
  return [source.at(path, { found: `jabatan "${post}" yang tidak ada`, expected: 'kode jabatan di tenant.yaml', remedy })]
}

function checkPublic(source: YamlSource, file: Loose, columns: Loose): SourceFault[] {
  const all = Object.values(columns)
  if (file.umum !== 'ya' || all.length === 0 || all.some((column) => asMap(column).pribadi !== 'ya')) return []
  return [source.at(['umum'], { found: 'umum: ya, padahal semua kolom pribadi', expected: 'sekurang-kurangnya satu kolom yang boleh dilihat umum', remedy: 'tulis umum: tidak' })]
}

function checkOptions(source: YamlSource, columns: Loose): SourceFault[] {
  return Object.entries(columns).filter(([, column]) => asMap(column).pilihan !== undefined && (asMap(column).tipe ?? 'teks') !== 'teks').map(([name]) =>
    source.atKey(['kolom', name, 'pilihan'], { found: 'pilihan pada kolom yang bertipe lain', expected: 'pilihan pada kolom teks', remedy: 'hapus tipe, atau hapus pilihan' }))
}
