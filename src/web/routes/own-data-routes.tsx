import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { askPhoneChange, confirmPhoneChange, correctPerson, countNikTry, findPhone, phoneChangeMinutes, waitingPhone } from '../../domains/access/index.ts'
import { correctOwnNik, ticketsByDesk } from '../../domains/intake/index.ts'
import { contactsOf, openContact, queueCode, saveContact } from '../../domains/messages/index.ts'
import { type OwnData, ownNik, readOwnData, writeOwnData } from '../../domains/reports/index.ts'
import type { FormValues } from '../../ui/index.ts'
import { getTenant, requestHeaders } from '../find-visit.ts'
import { OwnDataPage } from '../pages/own-data-page.tsx'
import { PhoneCodePage } from '../pages/phone-code-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { getCitizen, pathText, queryText, show, siteOf, withWork } from '../with-work.ts'

const page = '/akun/data'

/** Citizens read, take along and correct what is held about them. */
export function mountOwnDataRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.get(page, async (request, reply) => await showData(request, reply, { values: {}, faults: [] }))
  app.get(`${page}.json`, strict, download)
  app.post(page, correct)
  app.post('/akun/nik', strict, correctNik)
  app.post('/akun/telepon', strict, askPhone)
  app.get('/akun/telepon', async (request, reply) => await showCode(request, reply, []))
  app.post('/akun/telepon/kode', strict, confirmPhone)
  app.post('/akun/sesi/:id/akhiri', async (request, reply) => {
    await readForm(request)
    getCitizen(request)
    await request.server.web.access.revokeSession(getTenant(request).id, requestHeaders(request), pathText(request, 'id'))
    return reply.redirect(`${page}?berhasil=sesi`, 303)
  })
}

async function readAll(request: FastifyRequest): Promise<OwnData> {
  const personId = getCitizen(request)
  const sessions = await request.server.web.access.listSessions(getTenant(request).id, requestHeaders(request))
  return await withWork(request, async (work) => await readOwnData(work, personId, { sessions, byDesk: await ticketsByDesk(work, personId) }))
}

interface Retry {
  values: FormValues
  faults: Fault[]
  status?: number
}

async function showData(request: FastifyRequest, reply: FastifyReply, retry: Retry): Promise<FastifyReply> {
  const data = await readAll(request)
  const status = retry.status ?? (retry.faults.length > 0 ? 422 : 200)
  reply.header('cache-control', 'private, no-store')
  return show(request, reply, { title: request.visit.view.t('Data saya'), status, main: <OwnDataPage data={data} retry={retry} done={queryText(request, 'berhasil')} /> })
}

async function download(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const personId = getCitizen(request)
  const data = await readAll(request)
  const whole = await withWork(request, async (work) => ({ nik: await ownNik(work, personId), phone: await findPhone(work, personId), addresses: await wholeAddresses(work, personId) }))
  const file = writeOwnData({ data, ...whole, government: getTenant(request).government, site: siteOf(request), at: request.server.web.now() })
  return reply.headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store', 'content-disposition': 'attachment; filename="data-saya.json"' }).send(file)
}

async function wholeAddresses(work: Work, personId: string): Promise<{ channel: string; address: string; used: boolean }[]> {
  const owner = { kind: 'person', id: personId } as const
  return await Promise.all((await contactsOf(work, owner)).map(async ({ channel, slot, masked, enabled }) => ({
    channel, used: enabled, address: channel === 'push' ? masked : ((await openContact(work, owner, { channel, slot })) ?? masked),
  })))
}

async function correct(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const personId = getCitizen(request)
  const { values } = await readForm(request)
  try {
    await withWork(request, (work) => correctPerson(work, personId, { name: textOf(values, 'nama'), address: textOf(values, 'alamat') }))
  } catch (refusal) {
    return await showData(request, reply, { values, faults: faultsOf(refusal) })
  }
  return reply.redirect(`${page}?berhasil=profil`, 303)
}

async function correctNik(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const personId = getCitizen(request)
  const { web } = request.server
  const { values } = await readForm(request)
  try {
    await web.access.checkOwnPassword(getTenant(request).id, { headers: requestHeaders(request), password: textOf(values, 'nik-sandi') }, web.now())
    await withWork(request, (work) => countNikTry(work, personId))
    await withWork(request, (work) => correctOwnNik(work, personId, textOf(values, 'nik')))
  } catch (refusal) {
    // The field has a name of its own, beside that of the phone number.
    const faults = faultsOf(refusal).map((fault) => (fault.field === 'sandi' ? { ...fault, field: 'nik-sandi' } : fault))
    const busy = refusal instanceof Refusal && refusal.code === 'too-many-tries'
    return await showData(request, reply, { values: { nik: textOf(values, 'nik') }, faults, ...(busy && { status: 429 }) })
  }
  return reply.redirect(`${page}?berhasil=nik`, 303)
}

async function askPhone(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const personId = getCitizen(request)
  const { web } = request.server
  const { values } = await readForm(request)
  try {
    await web.access.checkOwnPassword(getTenant(request).id, { headers: requestHeaders(request), password: textOf(values, 'sandi') }, web.now())
    await withWork(request, async (work) => await queueCode(work, { personId, ...(await askPhoneChange(work, personId, textOf(values, 'telepon'))), purpose: 'phone' }))
  } catch (refusal) {
    const busy = refusal instanceof Refusal && refusal.code === 'too-many-tries'
    return await showData(request, reply, { values: { telepon: textOf(values, 'telepon') }, faults: faultsOf(refusal), ...(busy && { status: 429 }) })
  }
  return reply.redirect('/akun/telepon', 303)
}

async function showCode(request: FastifyRequest, reply: FastifyReply, faults: Fault[]): Promise<FastifyReply> {
  const personId = getCitizen(request)
  const phone = await withWork(request, (work) => waitingPhone(work, personId))
  if (!phone && faults.length === 0) return reply.redirect(page, 303)
  return show(request, reply, { title: request.visit.view.t('Nomor telepon baru'), width: 'narrow', status: faults.length > 0 ? 422 : 200, main: <PhoneCodePage phone={phone} minutes={phoneChangeMinutes} faults={faults} /> })
}

const wrongCode = 'Kode tidak cocok, atau sudah tidak berlaku. Periksa SMS terakhir, atau minta kode baru.'

async function confirmPhone(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const personId = getCitizen(request)
  const { values } = await readForm(request)
  try {
    const change = await withWork(request, async (work) => {
      const done = await confirmPhoneChange(work, personId, textOf(values, 'kode'))
      if (done !== 'wrong') await moveNews(work, personId, done)
      return done
    })
    if (change === 'wrong') return await showCode(request, reply, [{ field: 'kode', text: wrongCode }])
  } catch (refusal) {
    return await showCode(request, reply, faultsOf(refusal))
  }
  return reply.redirect(`${page}?berhasil=telepon`, 303)
}

/** Who was told by SMS at the old number is told at the new one. */
async function moveNews(work: Work, personId: string, { from, to }: { from?: string; to: string }): Promise<void> {
  const owner = { kind: 'person', id: personId } as const
  const sms = (await contactsOf(work, owner)).find((contact) => contact.channel === 'sms')
  if (sms && from && (await openContact(work, owner, { channel: 'sms', slot: sms.slot })) === from) await saveContact(work, owner, { channel: 'sms', address: to, slot: sms.slot, enabled: sms.enabled })
}

/** What the form that was sent is to be told; anything that is no refusal goes on as it is. */
function faultsOf(refusal: unknown): Fault[] {
  if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
  return refusal.faults
}
