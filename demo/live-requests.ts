import { Readable } from 'node:stream'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { localDate, nextOpening } from '../src/domains/calendar/index.ts'
import { keepUpload, receiveUpload } from '../src/domains/files/index.ts'
import { draftText } from '../src/domains/naskah/index.ts'
import { workCalendar } from '../src/domains/organisation/index.ts'
import { p12Signer } from '../src/domains/signing/index.ts'
import { type Act, type FieldUse, getStep, type Sop, type Typed } from '../src/domains/sop/index.ts'
import { answerQuestion, naskahScene, openTicket, readTenantLists, takeSigningStep, type Ticket } from '../src/domains/tickets/index.ts'
import type { Actor } from '../src/kernel/actor.ts'
import { inWork, type WorkOrder } from '../src/kernel/work.ts'
import { demoPassphrase } from './certificates.ts'
import { demoFormKey, type DemoWorld, isOpened } from './lives.ts'
import type { DemoAct, DemoRequest } from './requests.ts'

export interface RequestWorld extends DemoWorld {
  /** Ids of the invented citizens, in their order. */
  citizens: string[]
  sops: Sop[]
  /** Address of the tenant's site: the QR codes of letters lead there. */
  base: string
}

const betweenActs = 20 * 60_000

/** Lives a demonstration request through the engine, by the acts that it names, in office hours. One that exists already is left as it is. Gives whether it was new. */
export async function liveDemoRequest(world: RequestWorld, request: DemoRequest): Promise<boolean> {
  const sop = world.sops.find((one) => one.code === request.sop)
  if (!sop) throw new Error(`demo/requests.ts: ${request.tenant} has no SOP ${request.sop}`)
  const formKey = demoFormKey(`tanggap/permohonan/${request.id}`)
  const begins = new Date(world.until.getTime() - request.daysAgo * 86_400_000)
  const where: WorkOrder = { tenant: request.tenant, actor: actorOf(world, request, 'pemohon'), now: begins }
  if (await inWork(world.resources, where, (work) => isOpened(work, formKey))) return false
  const files = await attachFiles(world, where, { sop, uses: sop.form, formKey })
  const applicant = where.actor.kind === 'officer' ? { applicant: where.actor.posts[0]! } : { reporterId: world.citizens[Number(request.applicant)]! }
  let ticket = await inWork(world.resources, where, (work) => openTicket(work, { sop, formKey, channel: 'web', typed: { ...request.typed, ...files }, ...applicant }))
  let now = begins
  for (const [index, act] of request.acts.entries()) {
    now = await inOfficeHours(world, request, new Date(now.getTime() + (act.days ? act.days * 86_400_000 : betweenActs)))
    if (now > world.until) return true
    const order = { tenant: request.tenant, actor: actorOf(world, request, act.by), now }
    ticket = await take(world, order, { sop, ticket, act, formKey: demoFormKey(`tanggap/permohonan/${request.id}/${index}`) })
  }
  return true
}

function actorOf(world: RequestWorld, request: DemoRequest, by: string): Actor {
  const seat = by === 'pemohon' ? request.applicant : by
  if (typeof seat === 'number') return { kind: 'citizen', id: world.citizens[seat]! }
  const officer = world.officers.find((one) => one.username === seat)
  if (!officer) throw new Error(`demo/requests.ts: nobody is ${seat}`)
  return { kind: 'officer', id: officer.id, posts: [{ post: officer.post, unit: officer.unit }], admin: false }
}

async function inOfficeHours(world: RequestWorld, { tenant }: DemoRequest, at: Date): Promise<Date> {
  const calendar = await inWork(world.resources, { tenant, actor: { kind: 'system' }, now: at }, (work) => workCalendar(work, undefined))
  return nextOpening(at, calendar) ?? at
}

interface Taking {
  sop: Sop
  ticket: Ticket
  act: DemoAct
  formKey: string
}

async function take(world: RequestWorld, where: WorkOrder, { sop, ticket, act: { act: name, typed: given = {} }, formKey }: Taking): Promise<Ticket> {
  if (name === 'jawab') return await inWork(world.resources, where, (work) => answerQuestion(work, { ticketId: ticket.id, text: String(given.balasan ?? '') }))
  const act = getStep(sop, ticket.state.step).acts.find((one) => one.name === name)
  if (!act) throw new Error(`demo/requests.ts: ${sop.code} has no act ${name} at ${ticket.state.step}`)
  const typed: Typed = { ...(await letterOf(world, where, { sop, ticket, act })), ...passphraseOf(act), ...dated(given, where.now ?? world.until), ...(await attachFiles(world, where, { sop, uses: act.fill, formKey })) }
  const order = { ticketId: ticket.id, act: name, typed, seenVersion: ticket.version, formKey }
  return await takeSigningStep(world.resources, where, { ...order, signer: p12Signer(world.resources.secrets), base: world.base })
}

/** Days in what is typed are reckoned from the day of the act. */
function dated(typed: Typed, now: Date): Typed {
  const day = (text: string) => text.replace(/\{hari(?:\+(\d+))?\}/, (_all, days = '0') => localDate(new Date(now.getTime() + Number(days) * 86_400_000), 'WIB'))
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, typeof value === 'string' ? day(value) : value]))
}

/** A letter is drafted as its template proposes it. */
async function letterOf(world: RequestWorld, where: WorkOrder, { sop, ticket, act }: { sop: Sop; ticket: Ticket; act: Act }): Promise<Typed> {
  const effect = act.effects.find((one) => one.do === 'draft-naskah')
  if (effect?.do !== 'draft-naskah') return {}
  const { body } = await inWork(world.resources, where, async (work) => draftText(work, { template: effect.template, ...(await naskahScene(work, ticket, { sop, ...(await readTenantLists(work, sop)) })) }))
  return { [effect.field]: body }
}

function passphraseOf(act: Act): Typed {
  const effect = act.effects.find((one) => one.do === 'sign-naskah')
  return effect?.do === 'sign-naskah' ? { [effect.field]: demoPassphrase } : {}
}

/** An invented document for each files field that is required. */
async function attachFiles(world: RequestWorld, where: WorkOrder, { sop, uses, formKey }: { sop: Sop; uses: FieldUse[]; formKey: string }): Promise<Typed> {
  const typed: Typed = {}
  for (const use of uses) {
    const field = sop.fields.find((one) => one.name === use.field)
    if (field?.type !== 'files' || use.required !== true) continue
    const received = await receiveUpload(Readable.from([await demoDocument(field.label)]), { dataFolder: world.dataFolder, field: field.name, name: `${field.name}.pdf` })
    typed[field.name] = [(await keepUpload(world.resources, { ...where, formKey }, received)).id]
  }
  return typed
}

/** A PDF of one page that says what it stands for, and that it is invented. */
async function demoDocument(title: string): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const page = pdf.addPage([595, 842])
  page.drawText('CONTOH', { x: 60, y: 760, size: 28, font })
  page.drawText(title.replace(/[^\x20-\x7e]/g, ''), { x: 60, y: 720, size: 14, font, maxWidth: 470 })
  page.drawText('Dokumen rekaan untuk peragaan Tanggap.', { x: 60, y: 670, size: 11, font })
  return Buffer.from(await pdf.save({ useObjectStreams: false }))
}
