import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { theSystem } from '../kernel/actor.ts'
import { Refusal } from '../kernel/refusal.ts'
import { inWork } from '../kernel/work.ts'
import { makeAccess } from '../domains/access/index.ts'
import { localDate } from '../domains/calendar/index.ts'
import { addOfficer, assignPost, findOfficerByUsername, findTenant, officersWithPosts } from '../domains/organisation/index.ts'
import type { Installation } from './open-installation.ts'

export interface NewOfficer {
  nama: string
  pengguna: string
  jabatan: string
  unit: string
  surat: string
  mulai?: string
  sampai?: string
}

type WithInstallation = (task: (installation: Installation) => Promise<void>) => Promise<void>

/** `tanggap user add|list|reset`: the first officers of a regency; later ones too, until they have a page. */
export function addUserCommands(program: Command, open: WithInstallation): void {
  const user = program.command('user').description('Petugas: tambah, daftar, sandi baru')
  user.command('add').description('Tambah petugas dengan Surat Tugasnya; sandi pertama dicetak sekali').argument('<kabupaten>')
    .requiredOption('--nama <nama>', 'nama petugas').requiredOption('--pengguna <nama>', 'nama pengguna untuk masuk')
    .requiredOption('--jabatan <kode>', 'kode jabatan di tenant.yaml').requiredOption('--unit <kode>', 'kode unit di tenant.yaml')
    .requiredOption('--surat <nomor>', 'nomor Surat Tugas').option('--mulai <tanggal>', 'berlaku mulai, 2026-01-31; bawaannya hari ini').option('--sampai <tanggal>', 'berlaku sampai')
    .action(async (tenant: string, order: NewOfficer) => await open(async (installation) => {
      const password = await addOfficerWithAccount(installation, { tenant, order, now: new Date() })
      process.stdout.write(password ? `Petugas ${order.pengguna} ditambahkan. Sandi pertama: ${password}\nPada masuk pertama ia memasang autentikator, lalu wajib mengganti sandi itu.\n` : `Jabatan ditambahkan pada petugas ${order.pengguna}. Sandinya tetap.\n`)
    }))
  user.command('reset').description('Beri petugas sandi baru; sesi dan autentikatornya diakhiri').argument('<kabupaten>').argument('<pengguna>')
    .action(async (tenant: string, username: string) => await open(async (installation) => {
      process.stdout.write(`Sandi baru ${username}: ${await resetPassword(installation, tenant, username)}\nPada masuk berikutnya ia memasang autentikator lagi, lalu wajib mengganti sandi itu.\n`)
    }))
  user.command('list').description('Daftar petugas dan jabatannya hari ini').argument('<kabupaten>')
    .action(async (tenant: string) => await open(async ({ resources }) => {
      const officers = await inWork(resources, { tenant, actor: theSystem }, (work) => officersWithPosts(work))
      for (const officer of officers.values()) process.stdout.write(`${officer.username}\t${officer.name}\t${officer.posts.map((held) => `${held.post}@${held.unit}`).join(', ') || '(tanpa jabatan)'}\n`)
    }))
}

/** Registers an officer with a post and an account, and gives the first password; a known username only gets the further post, and keeps its password (`undefined`). */
export async function addOfficerWithAccount(installation: Pick<Installation, 'resources'>, { tenant, order, now }: { tenant: string; order: NewOfficer; now: Date }): Promise<string | undefined> {
  const { resources } = installation
  const made = await inWork(resources, { tenant, actor: theSystem, now }, async (work) => {
    const found = await findTenant(work.db, tenant)
    if (!found) throw new Refusal('not-found', `Tidak ada kabupaten “${tenant}”. Muat dahulu dengan: tanggap tenant load tenants/${tenant}`)
    const known = await findOfficerByUsername(work, order.pengguna.toLowerCase())
    const officer = known ?? (await addOfficer(work, { name: order.nama, username: order.pengguna }))
    const validFrom = order.mulai ?? localDate(now, found.zone)
    await assignPost(work, { officerId: officer.id, post: order.jabatan, unit: order.unit, letterNumber: order.surat, validFrom, ...(order.sampai && { validUntil: order.sampai }) })
    return { officer, isNew: !known }
  })
  if (!made.isNew) return undefined
  return await givePassword(resources, tenant, made.officer)
}

/** Gives an officer another password; ends their sessions and takes their authenticator away. Refuses `not-found`. */
export async function resetPassword({ resources }: Pick<Installation, 'resources'>, tenant: string, username: string): Promise<string> {
  const officer = await inWork(resources, { tenant, actor: theSystem }, (work) => findOfficerByUsername(work, username.toLowerCase()))
  if (!officer) throw new Refusal('not-found', `Tidak ada petugas “${username}” di ${tenant}.`)
  return await givePassword(resources, tenant, officer)
}

/** A password that is printed once, and opens nothing but the page where its officer changes it. */
async function givePassword(resources: Installation['resources'], tenant: string, officer: { id: string; username: string }): Promise<string> {
  const access = makeAccess(resources, { secureCookies: true, baseUrl: 'https://localhost' })
  return await access.giveInitialPassword(tenant, { officerId: officer.id, username: officer.username, formKey: randomUUID() })
}
