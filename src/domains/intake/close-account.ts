import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { addressHash, erasePerson, findPersonName, lockPerson, openNik, sameName, sealAddress } from '../access/index.ts'
import { eraseMail } from '../messages/index.ts'
import { coverForErasure, dropFollowing, endOwnTickets, eraseReporter, erasedText, lockTicketsOf, nameWords, type OpenComplaints, openSenderNik, withoutWords, wordsOf, writtenBeside } from '../tickets/index.ts'

/**
 * Closes the account of a citizen: the person is erased everywhere, their tickets stay as the office's record. One transaction, all or nothing; files of personal fields hang on
 * nothing afterwards, and the sweep takes them from the disk, as often as it must be tried. Their password was asked before. Refuses `not-found` where it is closed already.
 */
export async function closeAccount(work: Work, personId: string, complaints: OpenComplaints): Promise<void> {
  const person = await lockPerson(work, personId)
  const byDesk = await sentByDesk(work, personId, person)
  const also = byDesk.map(({ id }) => id)
  const ticketIds = await lockTicketsOf(work, { personId, also })
  await endOwnTickets(work, ticketIds, complaints)
  await coverForErasure(work, personId, ticketIds)
  const words = [...(await wordsOf(work, { personId, ...person })), ...byDesk.map(({ name }) => nameWords(name))]
  const written = await writtenBeside(work, ticketIds)
  await eraseReporter(work, ticketIds, words)
  await dropFollowing(work, personId)
  // What a reporter wrote with an act stands, cut short, in what officers were told of it.
  const clean = (text: string) => withoutWords(written.reduce((left, one) => left.replaceAll(`Alasannya: ${one.slice(0, 300)}`, `Alasannya: ${erasedText}`), text), words)
  await eraseMail(work, { personId, ticketIds, clean })
  await sql`delete from desk_sender where tenant_id = ${work.tenant} and ticket_id = any(${ticketIds}::uuid[])`.execute(work.db)
  await eraseIncoming(work, ticketIds)
  await erasePerson(work, personId)
}

/**
 * Erases what came of requests that were on their way while an account was closed: a report sent, an address added in the same moment. Gives how many tickets; the worker repeats it.
 */
export async function finishErasures(work: Work): Promise<number> {
  const { rows: people } = await sql<{ id: string }>`
    select id from person where tenant_id = ${work.tenant} and erased_at > ${new Date(work.now.getTime() - 2 * 86_400_000)} order by id`.execute(work.db)
  let finished = 0
  for (const { id: personId } of people) {
    const { rows } = await sql<{ id: string }>`
      select id from ticket t where tenant_id = ${work.tenant} and reporter_id = ${personId}
        and not exists (select from event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id and e.act = 'hapus-data') order by id for update`.execute(work.db)
    const ticketIds = rows.map((row) => row.id)
    await eraseReporter(work, ticketIds, [])
    await dropFollowing(work, personId)
    await eraseMail(work, { personId, ticketIds, clean: (text) => text })
    finished += ticketIds.length
  }
  return finished
}

/** Tickets that the desk entered for this very person, before they had an account or without its being used: same NIK and same name. */
export async function ticketsByDesk(work: Work, personId: string): Promise<string[]> {
  const name = await findPersonName(work, personId)
  // The whole NIK is opened, and that logged, only where there is something to compare it with.
  if (!name || (await likeSenders(work, personId)).length === 0) return []
  return (await sentByDesk(work, personId, { name, nik: await openNik(work, personId, 'mencari laporan pemiliknya di meja depan') })).map(({ id }) => id)
}

async function sentByDesk(work: Work, personId: string, person: { name: string; nik: string }): Promise<{ id: string; name: string }[]> {
  const found = await Promise.all((await likeSenders(work, personId)).map(async (id) => ({ id, sender: await openSenderNik(work, id) })))
  return found.flatMap(({ id, sender }) => (sender?.nik === person.nik && sameName(sender.name, person.name) ? [{ id, name: sender.name }] : []))
}

/** Tickets of the desk whose sender's NIK looks like the person's when it is masked. */
async function likeSenders(work: Work, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.ticket_id as id from desk_sender d join person p on p.tenant_id = d.tenant_id and p.id = ${personId} and p.nik_masked = d.nik_masked
    where d.tenant_id = ${work.tenant} order by 1`.execute(work.db)
  return rows.map((row) => row.id)
}

/** What came in by SMS, WhatsApp or mail and became part of these tickets: text and address go, the line in the list stays. */
async function eraseIncoming(work: Work, ticketIds: string[]): Promise<void> {
  const { rows } = await sql<{ id: string; channel: string }>`select id, channel from incoming where tenant_id = ${work.tenant} and ticket_id = any(${ticketIds}::uuid[])`.execute(work.db)
  for (const { id, channel } of rows) {
    const nobody = `dihapus-${id}`
    await sql`
      update incoming set text = ${erasedText}, address_cipher = ${sealAddress(work.secrets, { tenant: work.tenant, ownerId: id, channel }, nobody)},
        address_hash = ${addressHash(work.secrets, work.tenant, { channel, address: nobody })}, address_masked = '•••'
      where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
  }
}
