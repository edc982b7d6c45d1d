import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inWork } from '../../kernel/work.ts'
import { accessForThisTest, browse, dumpAll, minutesLater, siti, testNow } from './access-testing.ts'
import { askPasswordReset } from './password-reset.ts'
import { tidyAccess } from './tidy-access.ts'

const guest: Actor = { kind: 'guest' }
const unknownNik = '1403015708909002'
const fresh = 'perahu-kayu-merah'

async function deskForThisTest() {
  const { database, access } = await accessForThisTest()
  const { personId, cookies } = await access.registerCitizen('bengkalis', siti, testNow)
  const ask = (nikOrPhone: string, { address = '203.0.113.7', now = testNow, tenant = 'bengkalis' } = {}) =>
    inWork(database, { tenant, actor: guest, now }, (work) => askPasswordReset(work, { nikOrPhone, address }))
  const reset = (order: { token: string; code: string; password?: string }, now = testNow) => access.resetPassword('bengkalis', { password: fresh, ...order }, now)
  return { database, access, personId, cookies, ask, reset }
}

async function refusalOf(task: Promise<unknown>): Promise<Refusal> {
  const thrown = await task.then(() => undefined, (error: unknown) => error)
  if (!(thrown instanceof Refusal)) throw new Error('a refusal was expected', { cause: thrown })
  return thrown
}

const wrong = [{ field: 'kode', text: 'Kode tidak cocok, atau sudah tidak berlaku. Periksa SMS terakhir, atau minta kode baru.' }]
const other = (code: string) => (code === '000000' ? '000001' : '000000')

describe('a forgotten password', () => {
  test('is replaced with the code sent to the registered phone; every other session ends', async () => {
    const { access, personId, cookies, ask, reset } = await deskForThisTest()
    const { token, send } = await ask(siti.nik)
    expect(send).toEqual({ personId, phone: '+6281200000123', code: expect.stringMatching(/^\d{6}$/) })
    const now = await reset({ token, code: `${send!.code.slice(0, 3)} ${send!.code.slice(3)}` }, minutesLater(9))
    expect(await access.findSession('bengkalis', browse(now))).toMatchObject({ personId })
    expect(await access.findSession('bengkalis', browse(cookies))).toBeUndefined()
    expect((await refusalOf(access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: siti.password }, testNow))).code).toBe('bad-input')
    await access.signInCitizen('bengkalis', { nikOrPhone: siti.phone, password: fresh }, testNow)
  })

  test('opens the account again that too many wrong tries had closed', async () => {
    const { access, ask, reset } = await deskForThisTest()
    for (let n = 0; n < 10; n++) await refusalOf(access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: 'salah-semua' }, testNow))
    expect((await refusalOf(access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: siti.password }, testNow))).code).toBe('too-many-tries')
    const { token, send } = await ask(siti.phone)
    await reset({ token, code: send!.code })
    await access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: fresh }, testNow)
  })

  test('of a NIK or number that nobody registered looks the same in every way, and is sent to nobody', async () => {
    const { ask, reset } = await deskForThisTest()
    for (const nobody of [unknownNik, '0812 9999 0000']) {
      const start = await ask(nobody)
      expect(start).toEqual({ token: expect.stringMatching(/^[0-9a-f-]{36}$/) })
      expect((await refusalOf(reset({ token: start.token, code: '123456' }))).faults).toEqual(wrong)
    }
    expect(await ask(siti.nik, { tenant: 'lumajang' })).toEqual({ token: expect.any(String) })
    expect((await refusalOf(ask('siapa saya'))).faults.map((fault) => fault.field)).toEqual(['masuk'])
  })

  test('asked for too often is refused in the same words for a known and an unknown NIK', async () => {
    const { ask } = await deskForThisTest()
    const fourth = async (nik: string) => {
      for (let n = 0; n < 3; n++) await ask(nik)
      return await refusalOf(ask(nik))
    }
    const [known, unknown] = [await fourth(siti.nik), await fourth(unknownNik)]
    expect([known.code, known.faults]).toEqual(['too-many-tries', [{ field: 'masuk', text: 'Terlalu banyak permintaan kode. Coba lagi dalam 15 menit.' }]])
    expect([unknown.code, unknown.faults]).toEqual([known.code, known.faults])
    expect(await ask(siti.nik, { now: minutesLater(15) })).toHaveProperty('send')
  })

  test('asked for by one address for many people is refused after twenty', async () => {
    const { ask } = await deskForThisTest()
    for (let n = 0; n < 20; n++) await ask(`0812 7777 0${100 + n}`)
    expect((await refusalOf(ask(siti.nik))).code).toBe('too-many-tries')
    expect(await ask(siti.nik, { address: '203.0.113.8' })).toHaveProperty('send')
  })

  test('asked for by NIK and by number all day sends five codes an hour and ten a day, and says nothing of it', async () => {
    const { ask } = await deskForThisTest()
    let sent = 0
    for (let minutes = 0; minutes < 60; minutes += 15) for (const one of [siti.nik, siti.phone]) sent += (await ask(one, { now: minutesLater(minutes) })).send ? 1 : 0
    expect(sent).toBe(5)
    for (let minutes = 90; minutes < 23 * 60; minutes += 30) sent += (await ask(siti.nik, { now: minutesLater(minutes) })).send ? 1 : 0
    expect(sent).toBe(10)
  })
})

describe('a code', () => {
  test('that is mistyped five times opens nothing any more, also when it is right at last', async () => {
    const { ask, reset } = await deskForThisTest()
    const { token, send } = await ask(siti.nik)
    for (let n = 0; n < 5; n++) expect((await refusalOf(reset({ token, code: other(send!.code) }))).faults).toEqual(wrong)
    expect((await refusalOf(reset({ token, code: send!.code }))).faults).toEqual(wrong)
  })

  test('is tried five times at most when fifty tries come at once', async () => {
    const { database, ask, reset } = await deskForThisTest()
    const { token, send } = await ask(siti.nik)
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => reset({ token, code: other(send!.code) })))
    expect(outcomes.every((one) => one.status === 'rejected')).toBe(true)
    expect((await sql`select tries from password_reset`.execute(database.owner.db)).rows).toEqual([{ tries: 5 }])
  })

  test('opens nothing after ten minutes, in another browser, or a second time', async () => {
    const { ask, reset } = await deskForThisTest()
    const { token, send } = await ask(siti.nik)
    expect((await refusalOf(reset({ token, code: send!.code }, minutesLater(10)))).faults).toEqual(wrong)
    for (const strange of [randomUUID(), 'bukan-kunci', '']) expect((await refusalOf(reset({ token: strange, code: send!.code }))).faults).toEqual(wrong)
    const second = await ask(siti.nik)
    await reset({ token, code: send!.code })
    for (const used of [{ token, code: send!.code }, { token: second.token, code: second.send!.code }]) expect((await refusalOf(reset(used))).faults).toEqual(wrong)
  })

  test('is not used up by a bad password', async () => {
    const { access, ask, reset } = await deskForThisTest()
    const { token, send } = await ask(siti.nik)
    expect((await refusalOf(reset({ token, code: '12', password: 'abc' }))).faults.map((fault) => fault.field)).toEqual(['kode', 'sandi'])
    for (const own of [siti.nik, siti.phone, '+62 812-0000-0123']) expect((await refusalOf(reset({ token, code: send!.code, password: own }))).faults.map((fault) => fault.field)).toEqual(['sandi'])
    await reset({ token, code: send!.code })
    await access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: fresh }, testNow)
  })

  test('stands nowhere in clear, and is swept away after a day', async () => {
    const { database, ask } = await deskForThisTest()
    const { token, send } = await ask(siti.nik)
    const dump = await dumpAll(database)
    expect(dump).toContain(token)
    expect(dump).not.toMatch(new RegExp(`(?<![0-9a-f])${send!.code}(?![0-9a-f])`))
    await inWork(database, { tenant: 'bengkalis', actor: guest, now: minutesLater(25 * 60) }, tidyAccess)
    expect((await sql`select 1 from password_reset`.execute(database.owner.db)).rows).toEqual([])
  })
})
