import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { addInformation } from './add-information.ts'
import { openFixtureTenant } from './fixture-tenant-file.ts'
import { addNote } from './internal-note.ts'
import { checkOwnChain, ownProof } from './own-chain.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'

const { database, place } = await openFixtureTenant('bengkalis')

const at = (local: string) => new Date(`${local}:00+07:00`)
const admin = 'admin-diskominfotik.diskominfotik'
let ticket: Ticket

beforeEach(async () => {
  ticket = await place.open('sipendekar', { at: at('2026-01-05T09:00') })
  ticket = await place.act(ticket, 'teruskan', { by: admin, at: at('2026-01-05T10:00'), typed: { unit: 'dpupr', instruksi: 'Rahasia kantor.' } })
  await place.as(place.officer(admin), at('2026-01-05T10:10'), (work) => addNote(work, { ticketId: ticket.id, text: 'Pelapor sering melapor.', formKey: randomUUID() }))
  ticket = await place.as({ kind: 'citizen', id: ticket.reporterId! }, at('2026-01-05T11:00'), (work) => addInformation(work, { ticketId: ticket.id, text: 'Makin dalam.' }))
  ticket = await place.act(ticket, 'jawab', { by: 'admin-skpd.dpupr', at: at('2026-01-06T10:00'), typed: { jawaban: 'Sudah.' } })
  await place.sealAll()
  ticket = await place.act(ticket, 'lepas', { by: admin, at: at('2026-01-06T11:00'), typed: { jawaban: 'Sudah.' } })
})

const check = () => place.as(theSystem, at('2026-01-07T09:00'), async (work) => checkOwnChain(work, (await findTicket(work, { id: ticket.id }))!))
const faultsAfter = async (...statements: string[]) => {
  for (const statement of statements) await sql.raw(statement).execute(database.owner.db)
  const { events, faults } = await check()
  return [...faults, ...events.flatMap((one) => one.faults)]
}
const where = (seq?: number) => `ticket_id = '${ticket.id}'${seq ? ` and seq = ${seq}` : ''}`

test('a ticket that nobody touched is whole; its last act waits for the next seal', async () => {
  const { events, faults } = await check()
  expect(faults).toEqual([])
  expect(events.flatMap((one) => one.faults)).toEqual([])
  expect(events.map((one) => [one.event.act, one.witness.state])).toEqual([['kirim', 'sealed'], ['teruskan', 'sealed'], ['catatan-internal', 'sealed'], ['tambah-keterangan', 'sealed'], ['jawab', 'sealed'], ['lepas', 'waiting']])
})

describe('what a superuser did is shown', () => {
  test('an act that was changed', async () => {
    expect(await faultsAfter(`update event set body = jsonb_set(body, '{isi,unit}', '"dinkes"') where ${where(2)}`)).toEqual(['peristiwa 2 diubah: isinya tidak cocok dengan sidiknya'])
  })

  test('an act that was deleted', async () => {
    expect(await faultsAfter(`delete from internal_note where ${where(3)}`, `delete from event where ${where(3)}`)).toEqual(['peristiwa 3 hilang dari rantai'])
  })

  test('the story, the answer, and what the reporter added', async () => {
    expect(await faultsAfter(`update ticket set submitted = jsonb_set(submitted, '{uraian}', '"Semua baik."') where id = '${ticket.id}'`)).toEqual(['isi laporan diubah: tidak cocok dengan sidik pada peristiwa 1'])
    expect(await faultsAfter(`update ticket set answer = 'Ditolak.' where id = '${ticket.id}'`)).toContain('jawaban diubah: tidak cocok dengan sidik pada peristiwa 6')
    expect(await faultsAfter(`update reporter_text set text = 'Terima kasih.' where ${where()}`)).toContain('tulisan Anda pada peristiwa 4 diubah atau dihapus')
  })

  test('an act with a right hash that Tanggap never marked', async () => {
    expect(await faultsAfter(`delete from event_to_seal where ${where(6)}`)).toEqual(['peristiwa 6 tidak pernah disegel'])
  })

  test('a seal that was made over', async () => {
    const kept = (await sql<{ mac: string }>`select encode(mac, 'hex') as mac from seal where tenant_id = 'bengkalis' order by no desc limit 1`.execute(database.owner.db)).rows[0]!.mac
    const newest = `no = (select max(no) from seal where tenant_id = 'bengkalis')`
    expect(await faultsAfter(`update seal set mac = '\\x00' where ${newest}`)).toContain('peristiwa 1 tidak pernah disegel')
    expect(await faultsAfter(`update seal set mac = '\\x${kept}' where ${newest}`)).toEqual([])
  })
})

/** As the file says, and by nothing of ours: keys sorted, no spaces. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join(',')}}`
}
const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

interface ProofFile {
  penyelenggara: string
  id: string
  jawaban: string
  'yang-dikirim': object
  garam: string
  tulisan: { nomor: number; nama: string; garam: string; tulisan: string }[]
  peristiwa: { nomor: number; sidik: string; 'sidik-sebelumnya': string; tertutup: boolean; waktu: string; pelaku: object; tindakan: string; isi: Record<string, string> }[]
}

test('the proof can be reckoned anew from the file alone, and holds nothing that is for officers', async () => {
  const file = JSON.stringify(await place.as(theSystem, at('2026-01-07T09:00'), async (work) => ownProof(work, ticket, await checkOwnChain(work, ticket))))
  expect(file).not.toMatch(/Rahasia kantor|sering melapor/)
  const proof = JSON.parse(file) as ProofFile
  let before = '0'.repeat(64)
  for (const event of proof.peristiwa) {
    expect(event['sidik-sebelumnya']).toBe(before)
    if (!event.tertutup) expect(sha(canonical([proof.penyelenggara, proof.id, event.nomor, event.waktu, event.pelaku, event.tindakan, event.isi, before]))).toBe(event.sidik)
    before = event.sidik
  }
  expect(proof.peristiwa.map((event) => event.tertutup)).toEqual([false, true, true, false, true, false])
  expect(sha(`${proof.garam}:${canonical(proof['yang-dikirim'])}`)).toBe(proof.peristiwa[0]!.isi.sidik)
  expect(sha(proof.jawaban)).toBe(proof.peristiwa[5]!.isi['sidik-jawaban'])
  const [text] = proof.tulisan
  expect(text).toMatchObject({ nomor: 4, nama: 'keterangan', tulisan: 'Makin dalam.' })
  expect(sha(`${text!.garam}:${text!.tulisan}`)).toBe(proof.peristiwa[3]!.isi['sidik-keterangan'])
})
