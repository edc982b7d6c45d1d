import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { SourceFault } from '../kernel/source-fault.ts'
import type { Db } from '../kernel/work.ts'
import { describeCalendarChanges, describeNationalChanges, findNationalCalendar, findTenant, type Tenant } from '../domains/organisation/index.ts'
import type { Sop } from '../domains/sop/index.ts'
import { type CheckedSop, checkTenantFolder } from './tenant-folder.ts'

/** What a load would change, in sentences; empty where it would change nothing. With faults a load is refused, and no changes are told. */
export async function diffTenantFolder(ownerDb: Db, folder: string): Promise<{ changes: string[]; faults: SourceFault[] }> {
  const { tenant, sops, national, faults } = await checkTenantFolder(folder)
  if (!tenant || faults.length > 0) return { changes: [], faults }
  const before = await findTenant(ownerDb, tenant.id)
  const kept = await findNationalCalendar(ownerDb)
  const calendar = isDeepStrictEqual(kept?.calendar, national) ? [] : describeNationalChanges(kept?.calendar, national)
  const own = before
    ? describeTenantChanges(before, tenant)
    : [`${tenant.name} dimuat untuk pertama kali: ${tenant.units.length} unit, ${tenant.posts.length} jabatan.`]
  return { changes: [...own, ...calendar, ...describeSops(await storedVersions(ownerDb, tenant.id), sops)], faults: [] }
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
    if (!same) return [`SOP ${sop.code} mendapat versi ${sop.version}. Tiket yang sudah masuk tetap memakai versi lamanya.`]
    if (isDeepStrictEqual(same.definition, JSON.parse(JSON.stringify(sop)))) return []
    return [`SOP ${sop.code} versi ${sop.version} berbeda dari yang tersimpan. Jika naskahnya diubah, beri versi baru; pemuatan akan ditolak.`]
  })
  const codes = new Set(sops.map(({ sop }) => sop.code))
  const gone = [...new Set(stored.map((one) => one.code))].filter((code) => !codes.has(code))
  return [...inFolder, ...gone.map((code) => `SOP ${code} tidak ada lagi di folder. Versi yang tersimpan tetap berlaku.`)]
}
