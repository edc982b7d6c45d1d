import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { SourceFault } from '../kernel/source-fault.ts'
import type { Db } from '../kernel/work.ts'
import { formatDate } from '../domains/calendar/index.ts'
import { listNaskahTemplates, type NaskahTemplate } from '../domains/naskah/index.ts'
import { describeCalendarChanges, describeNationalChanges, findNationalCalendar, findTenant, type Tenant } from '../domains/organisation/index.ts'
import { type KeptRegister, readRegisters, type Register } from '../domains/products/index.ts'
import type { Sop } from '../domains/sop/index.ts'
import type { ServiceStandard } from '../domains/standards/index.ts'
import type { CheckedTemplate } from './check-letters.ts'
import { type CheckedSop, checkTenantFolder } from './tenant-folder.ts'

/** What a load would change, in sentences; empty where it would change nothing. With faults a load is refused, and no changes are told. */
export async function diffTenantFolder(ownerDb: Db, folder: string): Promise<{ changes: string[]; faults: SourceFault[] }> {
  const { tenant, sops, registers, letters, standards, national, faults } = await checkTenantFolder(folder)
  if (!tenant || faults.length > 0) return { changes: [], faults }
  const before = await findTenant(ownerDb, tenant.id)
  const kept = await findNationalCalendar(ownerDb)
  const calendar = isDeepStrictEqual(kept?.calendar, national) ? [] : describeNationalChanges(kept?.calendar, national)
  const own = before
    ? describeTenantChanges(before, tenant)
    : [`${tenant.name} dimuat untuk pertama kali: ${tenant.units.length} unit, ${tenant.posts.length} jabatan.`]
  return { changes: [...own, ...calendar, ...describeSops(await storedVersions(ownerDb, tenant.id), sops), ...describeStandards(await storedStandards(ownerDb, tenant.id), standards), ...describeRegisters(await readRegisters(ownerDb, tenant.id), registers), ...describeLetters(await listNaskahTemplates(ownerDb, tenant.id), letters)], faults: [] }
}

function describeTenantChanges(before: Tenant, after: Tenant): string[] {
  const settings: (keyof Tenant)[] = ['name', 'government', 'regionCode', 'motto', 'colours', 'contact', 'adminPosts']
  const words: Partial<Record<keyof Tenant, string>> = {
    name: 'Nama',
    government: 'Nama resmi',
    regionCode: 'Kode wilayah',
    motto: 'Semboyan',
    colours: 'Warna',
    contact: 'Kontak',
    adminPosts: 'Jabatan administrator',
  }
  return [
    ...settings.filter((key) => !isDeepStrictEqual(before[key], after[key])).map((key) => `${words[key]} berubah.`),
    ...describeList('Unit', before.units, after.units),
    ...describeList('Jabatan', before.posts, after.posts),
    ...describeList('Kategori', before.categories, after.categories),
    ...describeList('Klasifikasi', before.classes, after.classes),
    ...describeCalendarChanges(before, after),
  ]
}

function describeList<T extends { code: string; name: string }>(what: string, before: readonly T[], after: readonly T[]): string[] {
  const old = new Map(before.map((one) => [one.code, one]))
  const added = after.filter((one) => !old.has(one.code))
  const changed = after.filter((one) => old.has(one.code) && !isDeepStrictEqual(old.get(one.code), one))
  const gone = before.filter((one) => !after.some((other) => other.code === one.code))
  return [
    ...added.map((one) => `${what} bertambah: ${one.name} (${one.code}).`),
    ...changed.map((one) => `${what} berubah: ${one.name} (${one.code}).`),
    ...gone.map((one) => `${what} menjadi tidak aktif: ${one.name} (${one.code}).`),
  ]
}

interface StoredVersion {
  code: string
  version: string
  definition: Sop
}

async function storedVersions(db: Db, tenantId: string): Promise<StoredVersion[]> {
  const { rows } = await sql<StoredVersion>`
    select code, version, definition from sop_version where tenant_id = ${tenantId} order by code, version`.execute(db)
  return rows
}

function describeSops(stored: readonly StoredVersion[], sops: readonly CheckedSop[]): string[] {
  const inFolder = sops.flatMap(({ sop }) => {
    const versions = stored.filter((one) => one.code === sop.code)
    const same = versions.find((one) => one.version === sop.version)
    if (versions.length === 0) return [`SOP baru: ${sop.shortTitle} (${sop.code}) versi ${sop.version}.`]
    const end = sop.until === undefined ? '' : ` Sesudah ${formatDate(sop.until)} SOP ini tidak menerima tiket baru; yang sudah masuk berjalan sampai selesai.`
    if (!same) return [`SOP ${sop.code} mendapat versi ${sop.version}. Tiket yang sudah masuk tetap memakai versi lamanya.${end}`]
    if (isDeepStrictEqual(same.definition, JSON.parse(JSON.stringify(sop)))) return []
    return [`SOP ${sop.code} versi ${sop.version} berbeda dari yang tersimpan. Jika naskahnya diubah, beri versi baru; pemuatan akan ditolak.`]
  })
  const codes = new Set(sops.map(({ sop }) => sop.code))
  const newest = new Map(stored.map((one) => [one.code, one]))
  // One that has an end needs its file no longer.
  const gone = [...newest.values()].filter(({ code, definition }) => !codes.has(code) && definition.until === undefined)
  return [...inFolder, ...gone.map(({ code, version, definition }) => `SOP ${definition.shortTitle} (${code}) tidak ada lagi di folder, tetapi versi ${version} tetap berlaku dan tetap menerima tiket baru. `
    + 'Untuk mengakhirinya, kembalikan berkasnya dengan `versi` baru dan `berlaku-sampai: <hari terakhir>`, lalu muat lagi; sesudah itu berkasnya boleh dihapus.')]
}

async function storedStandards(db: Db, tenantId: string): Promise<ServiceStandard[]> {
  const { rows } = await sql<{ definition: ServiceStandard }>`
    select definition from service_standard where tenant_id = ${tenantId} order by code`.execute(db)
  return rows.map((row) => row.definition)
}

function describeStandards(stored: readonly ServiceStandard[], standards: readonly ServiceStandard[]): string[] {
  const before = new Map(stored.map((one) => [one.code, one]))
  const codes = new Set(standards.map((one) => one.code))
  const inFolder = standards.flatMap((one) => {
    const old = before.get(one.code)
    if (!old) return [`Standar pelayanan baru: ${one.shortName} (${one.code}).`]
    return isDeepStrictEqual(old, JSON.parse(JSON.stringify(one))) ? [] : [`Standar pelayanan berubah: ${one.shortName} (${one.code}).`]
  })
  const gone = stored.filter((one) => !codes.has(one.code))
  return [...inFolder, ...gone.map((one) => `Standar pelayanan ditarik: ${one.shortName} (${one.code}) tidak ada lagi di folder.`)]
}

function describeRegisters(stored: readonly KeptRegister[], registers: readonly Register[]): string[] {
  const before = new Map(stored.map((one) => [one.code, one]))
  const codes = new Set(registers.map((one) => one.code))
  const inFolder = registers.flatMap((one) => {
    const old = before.get(one.code)
    if (!old) return [`Daftar bertambah: ${one.name} (${one.code}).`]
    return isDeepStrictEqual(old, { ...one, active: true }) ? [] : [`Daftar berubah: ${one.name} (${one.code}).`]
  })
  const gone = stored.filter((one) => one.active && !codes.has(one.code))
  return [...inFolder, ...gone.map((one) => `Daftar menjadi tidak aktif: ${one.name} (${one.code}). Isinya tetap dapat dibaca.`)]
}

function describeLetters(stored: readonly NaskahTemplate[], letters: readonly CheckedTemplate[]): string[] {
  const before = new Map(stored.map((one) => [one.code, one]))
  const codes = new Set(letters.map((one) => one.template.code))
  const inFolder = letters.flatMap(({ template }) => {
    const old = before.get(template.code)
    if (!old) return [`Templat surat bertambah: ${template.name} (${template.code}).`]
    return isDeepStrictEqual(old, JSON.parse(JSON.stringify(template))) ? [] : [`Templat surat berubah: ${template.name} (${template.code}).`]
  })
  const gone = stored.filter((one) => !codes.has(one.code))
  return [...inFolder, ...gone.map((one) => `Templat surat menjadi tidak aktif: ${one.name} (${one.code}).`)]
}
