import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from 'yaml'
import type { SourceFault, SourceText } from '../kernel/source-fault.ts'
import { type NationalCalendar, readNationalCalendar } from '../domains/calendar/index.ts'
import type { NaskahTemplate } from '../domains/naskah/index.ts'
import { readTenant, type Tenant } from '../domains/organisation/index.ts'
import { readRegister, type Register } from '../domains/products/index.ts'
import { readSop, type Sop, type TenantFacts } from '../domains/sop/index.ts'
import { readStandards, type ServiceStandard } from '../domains/standards/index.ts'
import { checkMoves } from './check-moves.ts'
import { type CheckedTemplate, checkLetters, readTemplates } from './check-letters.ts'

/** An SOP with the text that it was read from. */
export interface CheckedSop {
  sop: Sop
  source: string
}

/** What stands in a tenant's folder. Without faults it is whole; with faults it must not be loaded. */
export interface TenantFolder {
  tenant?: Tenant
  sops: CheckedSop[]
  standards: ServiceStandard[]
  registers: Register[]
  letters: CheckedTemplate[]
  national: NationalCalendar
  faults: SourceFault[]
}

const nationalFolder = fileURLToPath(new URL('../../calendars', import.meta.url))

/** Checks `tenant.yaml`, every `sops/*.yaml`, `daftar/*.yaml`, `surat/*.yaml`, `standar/*.yaml` and the national calendar. All faults are told together, by file and line. Changes nothing. */
export async function checkTenantFolder(folder: string): Promise<TenantFolder> {
  const national = readNationalCalendar(await readYamlFiles(nationalFolder, 'calendars'))
  const tenantFile = await readWritten(join(folder, 'tenant.yaml'))
  if (!tenantFile)
    return { sops: [], standards: [], registers: [], letters: [], national: national.calendar, faults: [...national.faults, missing(join(folder, 'tenant.yaml'), 'berkas tenant.yaml')] }
  const { tenant, faults } = readTenant(tenantFile.text, tenantFile.file)
  const files = await readYamlFiles(join(folder, 'sops'), join(folder, 'sops'))
  const registerFiles = await readYamlFiles(join(folder, 'daftar'), join(folder, 'daftar'))
  const registers = registerFiles.map((one) => ({ ...one, ...readRegister(one.text, one.file, { units: tenant?.units ?? [], posts: tenant?.posts ?? [] }) }))
  const letterFiles = await readYamlFiles(join(folder, 'surat'), join(folder, 'surat'))
  const letters = readTemplates(letterFiles, tenant)
  const words = { ...factsFor(tenant, files), registers: registerFiles.map((file) => codeIn(file, 'daftar')), templates: letterFiles.map((file) => codeIn(file, 'surat')) }
  const read = files.map((one) => ({ ...one, ...readSop(one.text, one.file, words) }))
  const standards = readStandards(await readYamlFiles(join(folder, 'standar'), join(folder, 'standar')), {
    units: words.units.map((one) => one.code), sops: words.sops,
  })
  // Without its tenant an SOP cannot be judged: units and posts would all seem unknown.
  const sopFaults = tenant ? read.flatMap((one) => one.faults) : []
  return {
    ...(tenant && { tenant }),
    sops: read.flatMap((one) => (one.sop ? [{ sop: one.sop, source: one.text }] : [])),
    standards: standards.standards,
    registers: registers.flatMap((one) => one.register ?? []),
    letters: letters.templates,
    national: national.calendar,
    faults: [
      ...national.faults,
      ...faults,
      ...wrongFolder(folder, tenantFile, tenant),
      ...(files.length === 0 ? [missing(join(folder, 'sops'), 'sekurang-kurangnya satu berkas SOP')] : []),
      ...sopFaults,
      ...checkMoves(read.flatMap(({ sop, file, text }) => (sop ? [{ sop, file, text }] : []))),
      ...repeated(read, 'setiap versi SOP satu kali'),
      ...(tenant ? standards.faults : []),
      ...(tenant ? registers.flatMap((one) => one.faults) : []),
      ...repeated(registers, 'setiap daftar satu kali'),
      ...(tenant ? letters.faults : []),
      ...repeated(letters.templates, 'setiap surat satu kali'),
      ...checkLetters(letters.templates, read.flatMap((one) => one.sop ?? [])),
    ],
  }
}

/** The words of a tenant that its SOPs may use. */
function factsFor(tenant: Tenant | undefined, files: readonly SourceText[]): Omit<TenantFacts, 'registers' | 'templates'> {
  return {
    units: tenant?.units ?? [],
    posts: tenant?.posts ?? [],
    sops: [...new Set(files.map(sopCode))],
    classes: (tenant?.classes ?? []).map((one) => one.code),
    categories: (tenant?.categories ?? []).map((one) => one.code),
  }
}

function sopCode(file: SourceText): string {
  return codeIn(file, 'sop')
}

function codeIn({ file, text }: SourceText, key: string): string {
  const code: unknown = parseDocument(text, { logLevel: 'silent' }).get(key)
  return typeof code === 'string' ? code : basename(file, '.yaml')
}

function wrongFolder(folder: string, { file, text }: SourceText, tenant: Tenant | undefined): SourceFault[] {
  const name = basename(resolve(folder))
  if (!tenant || tenant.id === name) return []
  const line = text.split('\n').findIndex((one) => one.startsWith('tenant:')) + 1
  const remedy = `ganti nama folder menjadi "${tenant.id}", atau tulis tenant: ${name}`
  return [{ file, line, column: 1, found: `tenant "${tenant.id}" di folder "${name}"`, expected: 'kode yang sama dengan nama foldernya', remedy }]
}

function repeated(read: readonly (SourceText & { sop?: Sop; register?: Register; template?: NaskahTemplate })[], expected: string): SourceFault[] {
  const seen = new Map<string, string>()
  return read.flatMap(({ file, sop, register, template }) => {
    const name = sop ? `SOP "${sop.code}" versi ${sop.version}` : register ? `daftar "${register.code}"` : template && `surat "${template.code}"`
    if (!name) return []
    const before = seen.get(name)
    seen.set(name, before ?? file)
    if (!before) return []
    const remedy = `hapus salah satunya, atau beri ${sop ? 'versi' : 'kode'} baru`
    return [{ file, line: 1, column: 1, found: `${name}, yang juga ada di ${before}`, expected, remedy }]
  })
}

function missing(file: string, expected: string): SourceFault {
  return { file, line: 1, column: 1, found: 'tidak ada', expected, remedy: 'buat berkas itu; folder tenants/ lain dapat menjadi contoh' }
}

async function readYamlFiles(folder: string, shownAs: string): Promise<SourceText[]> {
  const names = await readdir(folder).catch(whenAbsent([] as string[]))
  const yaml = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  return await Promise.all(yaml.map(async (name) => ({ file: join(shownAs, name), text: await readFile(join(folder, name), 'utf8') })))
}

async function readWritten(file: string): Promise<SourceText | undefined> {
  const text = await readFile(file, 'utf8').catch(whenAbsent(undefined))
  return text === undefined ? undefined : { file, text }
}

function whenAbsent<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return instead
    throw error
  }
}
