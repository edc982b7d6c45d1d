import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Command } from 'commander'
import type { Config } from '../kernel/config.ts'
import { writeSourceFault } from '../kernel/source-fault.ts'
import { theSystem } from '../kernel/actor.ts'
import { inWork } from '../kernel/work.ts'
import { loadPersonnel, loadRegister } from '../domains/access/index.ts'
import { listTenants } from '../domains/organisation/index.ts'
import { reckonTicketsAnew, verifyTickets } from '../domains/tickets/index.ts'
import { addCitizenCommands } from './citizen-commands.ts'
import { type Installation, openInstallation } from './open-installation.ts'
import { kannelToken } from './run-gateways.ts'
import { serve } from './serve.ts'
import { checkTenantFolder } from './tenant-folder.ts'
import { diffTenantFolder } from './tenant-folder-diff.ts'
import { loadTenantFolder } from './tenant-folder-load.ts'
import { addUserCommands } from './user-commands.ts'
import { work } from './work.ts'

/** The command line. `settings` is asked only by commands that need an installation. */
export function makeProgram(settings: () => Config, environment: Record<string, string | undefined>): Command {
  const program = new Command('tanggap').description('Satu mesin untuk semua SOP pelayanan publik kabupaten.').showHelpAfterError('(tanggap --help menjelaskan semua perintah)')
  program.command('serve', { isDefault: true }).description('Jalankan layanan sampai dihentikan (Ctrl-C)').option('--tanpa-pekerja', 'hanya melayani halaman; surat dan tenggat dikerjakan `tanggap work` di proses lain')
    .action(async ({ tanpaPekerja }: { tanpaPekerja?: boolean }) => await serve(settings(), environment, { workers: !tanpaPekerja }))
  program.command('work').description('Kirim surat, ambil pesan masuk, dan jaga tenggat sampai dihentikan, tanpa melayani halaman').action(async () => await work(settings(), environment))
  program.command('migrate').description('Bawa skema basis data ke versi terbaru').action(async () => await withInstallation(settings(), async () => print('Skema basis data sudah versi terbaru.')))
  addTenantCommands(program, settings)
  addUserCommands(program, async (task) => await withInstallation(settings(), task))
  addCitizenCommands(program, async (task) => await withInstallation(settings(), task))
  const audit = program.command('audit').description('Bukti: rantai dan segel peristiwa')
  audit.command('verify').description('Periksa semua rantai dan segel; sebut setiap perubahan, penghapusan, dan celah').argument('[kabupaten]', 'hanya kabupaten ini')
    .action(async (only?: string) => await withInstallation(settings(), async (one) => await verify(one, only)))
  program.command('register').description('Register kependudukan dan kepegawaian setempat').command('load').description('Muat CSV (NIK;nama;tanggal lahir) sebagai pengganti isi yang lama; dengan kesalahan, tidak ada yang dimuat')
    .argument('<kabupaten>').argument('<berkas>').option('--kepegawaian', 'muat register kepegawaian: CSV NIP;nama pegawai yang masih aktif')
    .action(async (tenant: string, file: string, { kepegawaian }: { kepegawaian?: boolean }) => await withInstallation(settings(), async ({ resources }) => {
      const load = kepegawaian ? loadPersonnel : loadRegister
      const { people, faults } = await inWork(resources, { tenant, actor: theSystem }, (work) => load(work, readFileSync(file, 'utf8')))
      if (faults.length > 0) return tellFaults(faults.map((fault) => `${file}:${fault.line}: ${fault.text}`))
      print(`${people} orang dimuat ke register${kepegawaian ? ' kepegawaian' : ''} ${tenant}.`)
    }))
  program.command('gateway').description('Sebut alamat dan kunci yang dipasang pada gerbang (Kannel, WhatsApp) kabupaten').argument('<kabupaten>')
    .action((tenant: string) => {
      const config = settings()
      const door = `http://127.0.0.1:${config.port}/gerbang/kannel`
      const key = `kabupaten=${tenant}&kunci=${encodeURIComponent(kannelToken(tenant, { config }))}`
      print(`Kannel, sms-service get-url:\n  ${door}/masuk?${key}&from=%p&to=%P&text=%b&time=%T&id=%I&coding=%c&charset=%C&smsc=%i`)
      print(`WhatsApp, webhook:\n  ${config.https ? 'https' : 'http'}://${tenant}.${config.baseHost}/gerbang/whatsapp`)
    })
  return program
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Opens the installation for one command. A server that was already running is left running. */
async function withInstallation(config: Config, task: (installation: Installation) => Promise<void>): Promise<void> {
  const installation = await openInstallation(config)
  try {
    await task(installation)
  } finally {
    await installation.close(installation.embedded?.startedHere ?? false)
  }
}

function addTenantCommands(program: Command, settings: () => Config): void {
  const tenant = program.command('tenant').description('Kabupaten: folder berisi tenant.yaml dan sops/*.yaml')
  tenant.command('check').description('Periksa folder kabupaten; sebut semua kesalahan dengan berkas, baris, dan perbaikannya').argument('<folder>')
    .action(async (folder: string) => {
      const { tenant: found, sops, faults } = await checkTenantFolder(folder)
      if (faults.length > 0 || !found) return tellFaults(faults.map(writeSourceFault))
      print(`${found.name}: ${found.units.length} unit, ${found.posts.length} jabatan, ${sops.length} SOP. Tidak ada kesalahan.`)
    })
  tenant.command('load').description('Muat folder kabupaten ke basis data; dengan kesalahan, tidak ada yang dimuat').argument('<folder>')
    .action(async (folder: string) => await withInstallation(settings(), async (installation) => {
      const { changes } = await diffTenantFolder(installation.owner, folder)
      const { tenant: loaded, sops, faults } = await loadTenantFolder(installation.owner, folder, new Date())
      if (faults.length > 0 || !loaded) return tellFaults(faults.map(writeSourceFault))
      for (const change of changes) print(`- ${change}`)
      print(`${loaded.name} dimuat dengan SOP ${sops.join(', ')}.`)
      const moved = await reckonAnew(installation, loaded.id, changes)
      if (moved > 0) print(`Tenggat ${moved} tiket yang berjalan diperiksa dengan kalender baru.`)
    }))
  tenant.command('diff').description('Sebut apa yang akan berubah bila folder dimuat; tidak mengubah apa pun').argument('<folder>')
    .action(async (folder: string) => await withInstallation(settings(), async (installation) => {
      const { changes, faults } = await diffTenantFolder(installation.owner, folder)
      if (faults.length > 0) return tellFaults(faults.map(writeSourceFault))
      print(changes.length === 0 ? `${basename(folder)}: tidak ada yang berubah.` : changes.map((change) => `- ${change}`).join('\n'))
    }))
}

function tellFaults(faults: string[]): void {
  process.stderr.write(`${faults.join('\n')}\n${faults.length} kesalahan. Tidak ada yang dimuat.\n`)
  process.exitCode = 1
}

/** Reckons the running clocks of a tenant with the calendar as it is now; gives how many tickets were looked at. */
async function reckonAnew(installation: Installation, tenant: string, changes: string[]): Promise<number> {
  let after: string | undefined = '00000000-0000-0000-0000-000000000000'
  let count = 0
  while (after) {
    const from: string = after
    const batch = await inWork(installation.resources, { tenant, actor: theSystem }, (work) => reckonTicketsAnew(work, from, changes.join(' ') || 'Kalender dimuat ulang.'))
    count += batch.seen
    after = batch.last
  }
  return count
}

async function verify(installation: Installation, only: string | undefined): Promise<void> {
  const tenants = (await listTenants(installation.owner)).filter((tenant) => !only || tenant.id === only)
  if (tenants.length === 0) throw new Error(only ? `Tidak ada kabupaten “${only}”.` : 'Belum ada kabupaten yang dimuat.')
  let faults = 0
  for (const tenant of tenants) {
    const proof = await verifyTickets(installation.owner, tenant.id, installation.resources.secrets)
    print(`${tenant.name}: ${proof.tickets} tiket, ${proof.events} peristiwa, ${proof.seals} segel, ${proof.faults.length} kesalahan.`)
    if (proof.lastSeal) print(`  Segel terakhir: nomor ${proof.lastSeal.no}, sidik ${proof.lastSeal.hash}. Simpan salinannya di tempat lain.`)
    for (const fault of proof.faults) print(`  ${fault.number ?? fault.ticketId ?? 'segel'}: ${fault.text}`)
    faults += proof.faults.length
  }
  if (faults > 0) process.exitCode = 1
}
