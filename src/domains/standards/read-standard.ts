import type { SourceFault } from '../../kernel/source-fault.ts'
import { nearWord } from '../../kernel/nearest-word.ts'
import { readYamlSource, type SourcePath, type YamlSource } from '../../kernel/yaml-source.ts'
import { explainStandardIssues } from './explain-standard-issues.ts'
import type { Law, ServiceStandard, StandardFacts, StandardItem } from './standard.ts'
import { type StandardFile, standardFileSchema } from './standard-file.ts'

/** Reads a standard's file. All faults are told together, in the order of the file; there is a standard exactly when there is no fault. Never throws. */
export function readStandard(text: string, file: string, facts: StandardFacts): { standard?: ServiceStandard; faults: SourceFault[] } {
  const source = readYamlSource(text, file)
  if (source.faults.length > 0) return { faults: source.faults }
  const read = standardFileSchema.safeParse(source.value)
  const faults = [...explainStandardIssues(source, read.error?.issues ?? []), ...checkReferences(source, facts)]
  if (read.success && faults.length === 0) return { standard: toStandard(read.data), faults: [] }
  return { faults: faults.sort((one, other) => one.line - other.line || one.column - other.column) }
}

/** Reads all standards of a tenant; besides the faults in each, two of one code are a fault, and a procedure that would run two services. */
export function readStandards(files: readonly { file: string; text: string }[], facts: StandardFacts): { standards: ServiceStandard[]; faults: SourceFault[] } {
  const read = files.map((one) => ({ ...one, ...readStandard(one.text, one.file, facts) }))
  const first = new Map<string, string>()
  const faults = read.flatMap(({ file, text, standard, faults }) => {
    const claims = standard ? [`standar ${standard.code}`, ...standard.sops.map((one) => `SOP ${one.code}`)] : []
    const twice = claims.filter((claim) => first.has(claim)).map((claim) => claimedTwice({ file, text }, claim, first.get(claim)!))
    for (const claim of claims) if (!first.has(claim)) first.set(claim, file)
    return [...faults, ...twice]
  })
  return { standards: read.flatMap(({ standard }) => standard ?? []), faults }
}

function claimedTwice({ file, text }: { file: string; text: string }, claim: string, before: string): SourceFault {
  const isSop = claim.startsWith('SOP ')
  const line = Math.max(1, text.split('\n').findIndex((one) => one.startsWith(isSop ? 'sop:' : 'standar:')) + 1)
  const expected = isSop ? 'setiap SOP pada satu standar pelayanan saja' : 'setiap kode standar satu kali'
  return { file, line, column: 1, found: `${claim}, yang juga ada di ${before}`, expected, remedy: 'hapus salah satunya, atau ganti kodenya' }
}

function checkReferences(source: YamlSource, facts: StandardFacts): SourceFault[] {
  const { unit, sop, untuk } = (source.value ?? {}) as Record<string, unknown>
  const codes = typeof sop === 'object' && sop !== null && !Array.isArray(sop) ? Object.keys(sop) : []
  const unknown = (path: SourcePath, name: string, known: string[]): SourceFault => {
    const [what] = path.map(String)
    const near = nearWord(name, known)
    const words = {
      found: `${what} "${name}" yang tidak ada`,
      expected: what === 'sop' ? `kode SOP pemerintah daerah ini: ${known.join(', ')}` : `kode unit dari tenant.yaml: ${known.join(', ')}`,
      remedy: near ? `mungkin maksudnya "${near}"` : what === 'sop' ? 'tulis SOP itu lebih dahulu, atau hapus dari daftar ini' : 'tambahkan unit itu, atau ganti kodenya',
    }
    return path.length > 1 ? source.atKey(path, words) : source.at(path, words)
  }
  return [
    ...(typeof unit === 'string' && !facts.units.includes(unit) ? [unknown(['unit'], unit, facts.units)] : []),
    ...codes.filter((one) => !facts.sops.includes(one)).map((one) => unknown(['sop', one], one, facts.sops)),
    ...repeated(source, untuk),
  ]
}

function repeated(source: YamlSource, list: unknown): SourceFault[] {
  if (!Array.isArray(list)) return []
  const twice = list.flatMap((one, at) => (list.indexOf(one) < at ? [at] : []))
  return twice.map((at) =>
    source.at(['untuk', at], { found: `${source.quote(['untuk', at])} untuk kedua kali`, expected: 'setiap jenis pemohon satu kali', remedy: 'hapus salah satunya' }),
  )
}

type ItemInFile = StandardFile['biaya'][number]
type LawInFile = StandardFile['dasar-hukum'][number]

function toStandard(file: StandardFile): ServiceStandard {
  return {
    code: file.standar, name: file.nama, shortName: file.sebutan, summary: file.ringkas, unit: file.unit,
    decree: { title: file.ditetapkan.keputusan, date: file.ditetapkan.tanggal, by: file.ditetapkan.oleh },
    applicants: file.untuk,
    sops: Object.entries(file.sop).map(([code, label]) => ({ code, label })),
    laws: file['dasar-hukum'].map(toLaw),
    requirements: file.persyaratan.map(toItem),
    procedures: file.prosedur.map(({ nama, langkah }) => ({ ...(nama && { name: nama }), steps: langkah })),
    time: { short: file.waktu.ringkas, details: (file.waktu.rincian ?? []).map(toItem) },
    cost: file.biaya.map(toItem), product: file.produk.map(toItem), facilities: file.sarana.map(toItem), skills: file.kompetensi.map(toItem),
    supervision: file.pengawasan.map(toItem),
    contacts: { online: file.pengaduan.daring.map(toContact), offline: file.pengaduan.luring.map(toContact) },
    staff: file['jumlah-pelaksana'].map(toItem), guarantee: file['jaminan-pelayanan'].map(toItem), safety: file['jaminan-keamanan'].map(toItem),
    evaluation: file.evaluasi.map(toItem),
    notes: Object.fromEntries(Object.entries(file.catatan).filter(([, note]) => note !== undefined)),
  }
}

function toItem({ teks, rincian }: ItemInFile): StandardItem {
  return { text: teks, details: rincian ?? [] }
}

function toLaw(law: Omit<LawInFile, 'diubah'> & Partial<Pick<LawInFile, 'diubah'>>): Law {
  return {
    kind: law.jenis, number: law.nomor, year: law.tahun,
    ...(law.tanggal && { date: law.tanggal }), ...(law.tentang && { about: law.tentang }), ...(law.sumber && { source: law.sumber }),
    amendedBy: (law.diubah ?? []).map(toLaw),
  }
}

function toContact(contact: StandardFile['pengaduan']['daring'][number]): ServiceStandard['contacts']['online'][number] {
  return {
    channel: contact.kanal as ServiceStandard['contacts']['online'][number]['channel'],
    ...(contact.nama && { name: contact.nama }), address: contact.alamat, ...(contact.jam && { hours: contact.jam }),
  }
}
