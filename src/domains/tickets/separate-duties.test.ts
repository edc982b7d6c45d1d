import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, HeldPost } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { recapitulate } from '../reports/index.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf } from './fixture-tenant.ts'
import type { Ticket } from './ticket.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
let cirebon: FixtureTenant
let lumajang: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, 'tenants/bengkalis')
  cirebon = await loadFixtureTenant(database, 'tenants/cirebon')
  lumajang = await loadFixtureTenant(database, 'tenants/lumajang')
})
afterAll(() => database.close())

const admin = 'admin-diskominfotik.diskominfotik'
const both: HeldPost[] = [{ post: 'admin-skpd', unit: 'dpupr' }, { post: 'admin-diskominfotik', unit: 'diskominfotik', acting: 'Plh.' }]
const twoHats = (): Actor => ({ kind: 'officer', id: bengkalis.officer('admin-skpd.dpupr').id, posts: both, admin: false })

async function drafted(): Promise<Ticket> {
  const ticket = await bengkalis.act(await bengkalis.open('sipendekar'), 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
  return await bengkalis.act(ticket, 'jawab', { by: 'admin-skpd.dpupr', at: later(mondayMorning, 90), typed: { jawaban: 'Sudah.' } })
}
const release = (ticket: Ticket, by: Actor | string) => bengkalis.act(ticket, 'lepas', { by, at: later(mondayMorning, 100), typed: { jawaban: 'Sudah diperbaiki.' } })

test('who drafted does not release, though they hold the other post by delegation; they are told who may', async () => {
  const ticket = await drafted()
  const refused = await refusalOf(release(ticket, twoHats()))
  expect(refused.code).toBe('not-allowed')
  expect(refused.message).toBe('Jawaban ini Anda sendiri yang menyusun, sehingga yang melepasnya harus orang lain. Yang dapat melepasnya: Contoh Pinang Parkit (Admin Diskominfotik).')
  // Sending it back, corrected by somebody else, they may: it is no release.
  const back = await bengkalis.act(ticket, 'kembalikan', { by: twoHats(), at: later(mondayMorning, 101), typed: { catatan: 'x' } })
  const colleague: Actor = { kind: 'officer', id: bengkalis.officer('admin-skpd.dlh').id, posts: [both[0]!], admin: false }
  const anew = await bengkalis.act(back, 'jawab', { by: colleague, at: later(mondayMorning, 102), typed: { jawaban: 'Disusun rekan.' } })
  expect((await release(anew, twoHats())).state.result).toBe('terjawab')
})

test('where nobody else holds the post, they are told how it goes on', async () => {
  const ticket = await drafted()
  await sql`update assignment set valid_until = '2025-12-31' where tenant_id = 'bengkalis' and post = 'admin-diskominfotik'`.execute(database.owner.db)
  expect((await refusalOf(release(ticket, twoHats()))).message).toContain('Belum ada orang lain yang memegang jabatan Admin Diskominfotik: minta admin kabupaten menunjuk pelaksana harian (Plh.).')
  await sql`update assignment set valid_until = null where tenant_id = 'bengkalis' and post = 'admin-diskominfotik'`.execute(database.owner.db)
})

test('the system’s own release after an officer’s act counts as that officer’s', async () => {
  let ticket = await cirebon.open('upik', { typed: { judul: 'Balap liar', uraian: 'Balap liar dan miras setiap malam.' } })
  ticket = await cirebon.act(ticket, 'jawab', { by: 'pic-skpd.satpolpp', typed: { jawaban: 'Ditertibkan.' } })
  const adminSeat = cirebon.officers.find((one) => one.post.startsWith('admin'))!
  const hats: Actor = { kind: 'officer', id: cirebon.officer('pic-skpd.satpolpp').id, posts: [{ post: adminSeat.post, unit: adminSeat.unit }], admin: false }
  expect((await refusalOf(cirebon.act(ticket, 'lanjutkan', { by: hats, at: later(mondayMorning, 61) }))).code).toBe('not-allowed')
  expect((await cirebon.act(ticket, 'lanjutkan', { by: `${adminSeat.post}.${adminSeat.unit}`, at: later(mondayMorning, 62) })).state.open).toBe(false)
})

test('where the SOP gives one role both, it may: Lumajang’s agency answers by itself', async () => {
  let ticket = await lumajang.open('pengaduan-online', { typed: { unit: 'dputr' } })
  ticket = await lumajang.act(ticket, 'periksa', { by: 'validator.diskominfo' })
  ticket = await lumajang.act(ticket, 'valid', { by: 'validator.diskominfo' })
  expect((await lumajang.act(ticket, 'jawab', { by: 'admin-opd.dputr', typed: { jawaban: 'Sudah.' } })).state.open).toBe(false)
})

test('a tenant that switches it off lets it happen, and the recapitulation counts it', async () => {
  const counted = async () => (await bengkalis.as(bengkalis.officer(admin, true), mondayMorning, (work) => recapitulate(work, 'saluran', {}))).total.selfReleased
  expect(await counted()).toBe(0)
  const ticket = await drafted()
  await sql`update tenant set settings = settings || '{"separateDuties": false}', digest = 'off' where id = 'bengkalis'`.execute(database.owner.db)
  expect((await release(ticket, twoHats())).state.result).toBe('terjawab')
  expect(await counted()).toBe(1)
})
