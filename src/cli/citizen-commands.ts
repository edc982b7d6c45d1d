import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { theSystem } from '../kernel/actor.ts'
import { isId } from '../kernel/ids.ts'
import { Refusal } from '../kernel/refusal.ts'
import { inWork } from '../kernel/work.ts'
import { findPersonByNik, readNik } from '../domains/access/index.ts'
import { closeAccount } from '../domains/intake/index.ts'
import type { OpenComplaints } from '../domains/tickets/index.ts'
import type { Installation } from './open-installation.ts'

type WithInstallation = (task: (installation: Installation) => Promise<void>) => Promise<void>

/** `tanggap citizen erase`: for a request that comes in writing, and for erasing once more after an older copy of the database was restored. */
export function addCitizenCommands(program: Command, open: WithInstallation): void {
  program.command('citizen').description('Warga: hapus data pribadi atas permintaan tertulis').command('erase')
    .description('Tutup akun seorang warga seperti yang dapat dilakukannya sendiri; tanpa id, NIK dibaca dari masukan standar supaya tidak tersimpan dalam riwayat perintah')
    .argument('<kabupaten>').argument('[id]', 'id orangnya, seperti pada riwayat akses').option('--cabut', 'laporan yang masih diproses dicabut; bawaannya dilanjutkan tanpa kabar')
    .action(async (tenant: string, id: string | undefined, { cabut }: { cabut?: boolean }) => await open(async (installation) => {
      const who = id ?? (await ask('NIK: '))
      const personId = await eraseCitizen(installation, { tenant, who, complaints: cabut ? 'withdraw' : 'go-on', now: new Date() })
      process.stdout.write(`Akun ${personId} ditutup dan data pribadinya dihapus. Berkas pribadinya hilang dari cakram pada pembersihan berikutnya, paling lambat satu jam selama layanan berjalan.\n`)
    }))
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}

/** Closes the account of the person with this id or NIK, and gives the id. Refuses `not-found`, `bad-input`. */
export async function eraseCitizen({ resources }: Pick<Installation, 'resources'>, order: { tenant: string; who: string; complaints: OpenComplaints; now: Date }): Promise<string> {
  return await inWork(resources, { tenant: order.tenant, actor: theSystem, now: order.now }, async (work) => {
    const read = isId(order.who) ? undefined : readNik(order.who, order.now)
    if (read && 'fault' in read) throw new Refusal('bad-input', read.fault)
    const personId = read ? (await findPersonByNik(work, read.nik))?.id : order.who
    if (!personId) throw new Refusal('not-found', `Di ${order.tenant} tidak ada akun dengan NIK itu. Mungkin sudah ditutup, atau terdaftar di kabupaten lain.`)
    await closeAccount(work, personId, order.complaints)
    return personId
  })
}
