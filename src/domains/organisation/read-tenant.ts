import type { SourceFault } from '../../kernel/source-fault.ts'
import { checkReferences } from './check-references.ts'
import { explainIssue } from './explain-issue.ts'
import type { Letterhead, PostKind, Tenant, Unit } from './tenant.ts'
import { type TenantFile, tenantFileSchema } from './tenant-file.ts'
import { readYamlSource } from '../../kernel/yaml-source.ts'

/** Reads a tenant.yaml. All faults are told together, in the order of the file; there is a tenant exactly when there is no fault. */
export function readTenant(text: string, file: string): { tenant?: Tenant; faults: SourceFault[] } {
  const source = readYamlSource(text, file)
  if (source.faults.length > 0) return { faults: source.faults }
  const read = tenantFileSchema.safeParse(source.value)
  const faults = [...(read.error?.issues ?? []).flatMap((issue) => explainIssue(source, issue)), ...checkReferences(source)]
  if (read.success && faults.length === 0) return { tenant: toTenant(read.data), faults: [] }
  return { faults: faults.sort((one, other) => one.line - other.line || one.column - other.column) }
}

function toTenant(file: TenantFile): Tenant {
  const { alamat, telepon, surel, laman } = file.kontak
  const units = toUnits(file)
  return {
    id: file.tenant,
    name: file.nama,
    government: file.pemerintah,
    regionCode: file['kode-wilayah'],
    zone: file.zona,
    motto: file.semboyan,
    colours: { main: file.warna.utama, accent: file.warna.aksen },
    contact: { address: alamat, ...(telepon && { phone: telepon }), ...(surel && { email: surel }), ...(laman && { site: laman }) },
    calendar: file.kalender,
    units,
    posts: toPosts(file, units),
    adminPosts: file['admin-tenant'],
    ...(file['pisah-tugas'] === 'tidak' && { separateDuties: false }),
    categories: Object.entries(file.kategori).map(([code, one]) => ({ code, name: one.nama, units: one.kelompok, keywords: one.kata })),
    classes: Object.entries(file.klasifikasi).map(([code, one]) => ({ code, name: one.nama, keywords: one.kata })),
  }
}

function toUnits(file: TenantFile): Unit[] {
  return Object.entries(file.unit).map(([code, one]) => ({
    code,
    name: one.nama,
    shortName: one.singkatan ?? one.nama,
    kind: one.jenis === 'opd' ? 'opd' : 'vertical',
    function: one.fungsi,
    ...(one.minggu && { week: one.minggu }),
    ...(one.kop && { letterhead: toLetterhead(one.kop) }),
  }))
}

function toLetterhead({ alamat, tempat, telepon, laman, surel }: NonNullable<TenantFile['unit'][string]['kop']>): Letterhead {
  return { ...(alamat && { address: alamat }), ...(tempat && { place: tempat }), ...(telepon && { phone: telepon }), ...(laman && { site: laman }), ...(surel && { email: surel }) }
}

function toPosts(file: TenantFile, units: Unit[]): PostKind[] {
  const placed = (place: TenantFile['jabatan'][string]['di']) => {
    if (Array.isArray(place)) return place
    return units.filter((unit) => place === 'semua' || unit.kind === (place === 'opd' ? 'opd' : 'vertical')).map((unit) => unit.code)
  }
  return Object.entries(file.jabatan).map(([code, one]) => ({
    code,
    name: one.nama,
    units: placed(one.di),
    ...(one.atasan && { superior: one.atasan }),
  }))
}
