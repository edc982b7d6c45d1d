import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from 'yaml'
import type { SourceFault } from '../kernel/source-fault.ts'
import { type NationalCalendar, readNationalCalendar } from '../domains/calendar/index.ts'
import { readTenant, type Tenant } from '../domains/organisation/index.ts'
import { readSop, type Sop, type TenantFacts } from '../domains/sop/index.ts'

/** An SOP with the text that it was read from. */
export interface CheckedSop {
  sop: Sop
  source: string
}

/** What stands in a tenant's folder. Without faults it is whole; with faults it must not be loaded. */
export interface TenantFolder {
  tenant?: Tenant
  sops: CheckedSop[]
  national: NationalCalendar
  faults: SourceFault[]
}

interface WrittenFile {
  file: string
  text: string
}

const nationalFolder = fileURLToPath(new URL('../../calendars', import.meta.url))

/** Checks `tenant.yaml`, every `sops/*.yaml` and the national calendar. All faults are told together, by file and line. Changes nothing. */
export async function checkTenantFolder(folder: string): Promise<TenantFolder> {
  const national = readNationalCalendar(await readYamlFiles(nationalFolder, 'calendars'))
  const tenantFile = await readWritten(join(folder, 'tenant.yaml'))
  if (!tenantFile)
    return { sops: [], national: national.calendar, faults: [...national.faults, missing(join(folder, 'tenant.yaml'), 'berkas tenant.yaml')] }
  const { tenant, faults } = readTenant(tenantFile.text, tenantFile.file)
  const files = await readYamlFiles(join(folder, 'sops'), join(folder, 'sops'))
  const read = files.map((one) => ({ ...one, ...readSop(one.text, one.file, factsFor(tenant, files)) }))
  // Without its tenant an SOP cannot be judged: units and posts would all seem unknown.
  const sopFaults = tenant ? read.flatMap((one) => one.faults) : []
  return {
    ...(tenant && { tenant }),
    sops: read.flatMap((one) => (one.sop ? [{ sop: one.sop, source: one.text }] : [])),
    national: national.calendar,
    faults: [
      ...national.faults,
      ...faults,
      ...wrongFolder(folder, tenantFile, tenant),
      ...(files.length === 0 ? [missing(join(folder, 'sops'), 'sekurang-kurangnya satu berkas SOP')] : []),
      ...sopFaults,
      ...repeated(read),
    ],
  }
}

/** The words of a tenant that its SOPs may use. */
function factsFor(tenant: Tenant | undefined, files: readonly WrittenFile[]): TenantFacts {
  return {
    units: tenant?.units ?? [],
    posts: tenant?.posts ?? [],
    sops: [...new Set(files.map(sopCode))],
    classes: (tenant?.classes ?? []).map((one) => one.code),
    categories: (tenant?.categories ?? []).map((one) => one.code),
  }
}

function sopCode({ file, text }: WrittenFile): string {
  const code: unknown = parseDocument(text, { logLevel: 'silent' }).get('sop')
  return typeof code === 'string' ? code : basename(file, '.yaml')
}

function wrongFolder(folder: string, { file, text }: WrittenFile, tenant: Tenant | undefined): SourceFault[] {
  const name = basename(resolve(folder))
  if (!tenant || tenant.id === name) return []
  const line = text.split('\n').findIndex((one) => one.startsWith('tenant:')) + 1
  const remedy = `ganti nama folder menjadi "${tenant.id}", atau tulis tenant: ${name}`
  return [{ file, line, column: 1, found: `tenant "${tenant.id}" di folder "${name}"`, expected: 'kode yang sama dengan nama foldernya', remedy }]
}

function repeated(read: readonly (WrittenFile & { sop?: Sop })[]): SourceFault[] {
  const seen = new Map<string, string>()
  return read.flatMap(({ file, sop }) => {
    if (!sop) return []
    const name = `SOP "${sop.code}" versi ${sop.version}`
    const before = seen.get(name)
    seen.set(name, before ?? file)
    if (!before) return []
    return [
      {
        file,
        line: 1,
        column: 1,
        found: `${name}, yang juga ada di ${before}`,
        expected: 'setiap versi SOP satu kali',
        remedy: 'hapus salah satunya, atau beri versi baru',
      },
    ]
  })
}

function missing(file: string, expected: string): SourceFault {
  return { file, line: 1, column: 1, found: 'tidak ada', expected, remedy: 'buat berkas itu; folder tenants/ lain dapat menjadi contoh' }
}

async function readYamlFiles(folder: string, shownAs: string): Promise<WrittenFile[]> {
  const names = await readdir(folder).catch(whenAbsent([] as string[]))
  const yaml = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  return await Promise.all(yaml.map(async (name) => ({ file: join(shownAs, name), text: await readFile(join(folder, name), 'utf8') })))
}

async function readWritten(file: string): Promise<WrittenFile | undefined> {
  const text = await readFile(file, 'utf8').catch(whenAbsent(undefined))
  return text === undefined ? undefined : { file, text }
}

function whenAbsent<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return instead
    throw error
  }
}
