import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { nextOpening } from '../src/domains/calendar/index.ts'
import { keepUpload, receiveUpload, uploadsOfForm } from '../src/domains/files/index.ts'
import { workCalendar } from '../src/domains/organisation/index.ts'
import { actingLanes, type AvailableAct, availableActs, type Field, getSop, getStep, seatsOf, type Sop, type Typed, type UnitKinds } from '../src/domains/sop/index.ts'
import { answerQuestion, findTicket, openTicket, recordAnswerRead, takeStep, type Ticket } from '../src/domains/tickets/index.ts'
import type { Actor } from '../src/kernel/actor.ts'
import { isId } from '../src/kernel/ids.ts'
import { inWork, type Resources, type Work } from '../src/kernel/work.ts'
import { chance, oneOf } from './chance.ts'
import type { DemoComplaint } from './complaints.ts'
import { demoPicture } from './pictures.ts'
import type { DemoOfficer } from './staff.ts'

/** One demonstration ticket to be: which text, who reports, when it begins. */
export interface DemoLife {
  tenant: string
  sop: Sop
  complaint: DemoComplaint
  reporterId: string
  /** Makes the same choices, and the same form key, at every run. */
  seed: string
  begins: Date
}

export interface DemoWorld {
  resources: Resources
  dataFolder: string
  officers: DemoOfficer[]
  units: UnitKinds
  /** Nothing happens after this moment. */
  until: Date
}

/**
 * Lives a ticket's life through the engine: opened and moved by real acts at earlier moments, until it is closed or reaches the present. A life that exists
 * already is left as it is. Gives whether it was new.
 */
export async function liveDemoLife(world: DemoWorld, life: DemoLife): Promise<boolean> {
  const formKey = demoFormKey(life.seed)
  const next = chance(life.seed)
  const { resources } = world
  const at = { tenant: life.tenant, actor: { kind: 'citizen', id: life.reporterId } as Actor, now: life.begins }
  const known = await inWork(resources, at, (work) => isOpened(work, formKey))
  if (known) return false
  const files = filesFieldOf(life)
  if (files) await addPhoto(world, life, { formKey, field: files })
  const order = { sop: life.sop, formKey, channel: 'web' as const, reporterId: life.reporterId, ...(life.sop.intake.anonymous && next() < 0.1 && { anonymous: true }), ...(life.sop.intake.secret && next() < 0.05 && { secret: true }) }
  const uploads = await inWork(resources, at, (work) => uploadIds(work, formKey))
  let ticket = await inWork(resources, at, (work) => openTicket(work, { ...order, typed: { ...fillForm(life), ...(files && { [files]: uploads }) } }))
  let now = life.begins
  for (let acts = 0; acts < 30 && ticket.state.open; acts++) {
    now = await later(world, life, { after: now, next, ticket })
    if (now > world.until) return true
    ticket = await moveOn(world, life, { ticket, now, next })
  }
  if (ticket.answer && next() < 0.7) await readLater(world, life, { ticket, now, next })
  return true
}

/** Whether a ticket was made of this form before. */
export async function isOpened(work: Work, formKey: string): Promise<boolean> {
  return (await sql`select 1 from submission where tenant_id = ${work.tenant} and form_key = ${formKey}`.execute(work.db)).rows.length > 0
}

async function uploadIds(work: Work, formKey: string): Promise<string[]> {
  return (await uploadsOfForm(work, formKey)).map((upload) => upload.id)
}

/** A key of the right form that is the same for the same seed. */
export function demoFormKey(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  const key = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  if (!isId(key)) throw new Error(`no id: ${key}`)
  return key
}

/** The files field to attach a picture to: one that the form requires, or any where the text comes with a photo. */
function filesFieldOf(life: DemoLife): string | undefined {
  const uses = life.sop.form.filter((use) => life.sop.fields.find((f) => f.name === use.field)?.type === 'files')
  return uses.find((use) => use.required === true || life.complaint.photo !== 'none')?.field
}

async function addPhoto(world: DemoWorld, life: DemoLife, to: { formKey: string; field: string }): Promise<void> {
  const { photo, id } = life.complaint
  const subject = photo === 'none' ? 'jalan' : photo
  const received = await receiveUpload(Readable.from([await demoPicture(subject, id)]), { dataFolder: world.dataFolder, field: to.field, name: `${subject}.jpg` })
  await keepUpload(world.resources, { tenant: life.tenant, actor: { kind: 'citizen', id: life.reporterId }, now: life.begins, formKey: to.formKey }, received)
}

function fillForm(life: DemoLife): Typed {
  const { complaint, begins, sop } = life
  const happened = new Date(begins.getTime() - 5 * 3_600_000).toISOString().slice(0, 16)
  const typed: Typed = { judul: complaint.title, uraian: complaint.text, desa: complaint.village, tempat: complaint.place, 'waktu-kejadian': happened, unit: complaint.unit, kategori: complaint.category }
  for (const use of sop.form) {
    const field = sop.fields.find((f) => f.name === use.field)
    if (field?.type === 'choice' && typed[field.name] === undefined) typed[field.name] = chooseOption(field, complaint)
    if (use.required === true && field && typed[field.name] === undefined) typed[field.name] = fillText(field, complaint)
  }
  return typed
}

const kinds: Record<string, string[]> = { keluhan: ['aduan', 'keluhan'], pertanyaan: ['pertanyaan', 'aduan'], informasi: ['informasi', 'aduan'], 'saran-usul': ['saran', 'saran-usul'] }

function chooseOption(field: Field, complaint: DemoComplaint): string {
  const values = (field.options ?? []).map((option) => option.value)
  const wanted = [complaint.class, ...(kinds[complaint.kind] ?? [])]
  return wanted.find((value) => values.includes(value)) ?? values[0] ?? ''
}

const phrases: Record<string, string> = {
  instruksi: 'Mohon ditelaah dan ditindaklanjuti bersama tim lapangan. Laporkan hasilnya sebelum tenggat.',
  alasan: 'Kewenangan atas lokasi ini ada pada instansi lain.',
  catatan: 'Mohon dilengkapi jadwal pelaksanaannya agar jelas bagi pelapor.',
  pertanyaan: 'Mohon sebutkan patokan lokasi yang lebih jelas dan sejak kapan hal ini terjadi.',
  'hasil-telaah': 'Tim sudah meninjau lokasi. Keadaan sesuai dengan laporan dan masuk kewenangan kami.',
  'tindak-lanjut': 'Sudah dikoordinasikan dengan pelaksana di lapangan.',
}

function fillText(field: Field, complaint: DemoComplaint): string {
  switch (field.type) {
    case 'unit': return complaint.unit
    case 'category': return complaint.category
    case 'choice': return chooseOption(field, complaint)
    case 'yes-no': return 'ya'
    case 'village': return complaint.village
    case 'long-text': case 'text': return field.name === 'jawaban' ? complaint.answer : (phrases[field.name] ?? 'Telah diperiksa.')
    default: return ''
  }
}

/** When the next act is taken: after a part of the time that is allowed, in office hours; one in twelve comes too late. */
async function later(world: DemoWorld, life: DemoLife, scene: { after: Date; next: () => number; ticket: Ticket }): Promise<Date> {
  const { after, next, ticket } = scene
  const step = getStep(life.sop, ticket.state.step)
  const hours = { second: 1 / 3600, minute: 1 / 60, hour: 1, day: 24, 'office-minute': 1 / 60, 'office-hour': 1, 'working-day': 24 }
  const allowed = step.time ? step.time.duration.amount * hours[step.time.duration.unit] : 6
  const part = next() < 1 / 12 ? 1.2 + next() : 0.05 + 0.6 * next()
  const at = new Date(after.getTime() + Math.max(90_000, allowed * part * 3_600_000))
  const calendar = await inWork(world.resources, { tenant: life.tenant, actor: { kind: 'system' }, now: at }, (work) => workCalendar(work, ticket.state.unit))
  const open = nextOpening(at, calendar) ?? at
  return open > at ? new Date(open.getTime() + Math.floor(next() * 40) * 60_000) : at
}

async function moveOn(world: DemoWorld, life: DemoLife, scene: { ticket: Ticket; now: Date; next: () => number }): Promise<Ticket> {
  const { ticket, now, next } = scene
  const asReporter = { tenant: life.tenant, actor: { kind: 'citizen', id: life.reporterId } as Actor, now }
  if (ticket.state.waiting) {
    if (next() < 0.7) return await inWork(world.resources, asReporter, (work) => answerQuestion(work, { ticketId: ticket.id, text: 'Patokannya di dekat masjid, sebelah kiri jalan. Sudah sekitar dua minggu.' }))
  }
  const sop = await inWork(world.resources, asReporter, (work) => getSop(work, ticket.sop, ticket.sopVersion))
  const actor = chooseActor(world, sop, { ticket, next })
  const offered = livable(availableActs(sop, ticket.state, { actor, reporter: false, units: world.units }))
  const act = chooseAct(offered, next)
  const typed: Typed = Object.fromEntries(act.act.fill.flatMap((use) => {
    const field = sop.fields.find((f) => f.name === use.field)
    return field && field.type !== 'files' && (use.required !== false || field.name === 'jawaban') ? [[field.name, fillText(field, life.complaint)]] : []
  }))
  // Who says “not ours” names another unit than their own.
  const own = [ticket.state.unit, ...(actor.kind === 'officer' ? actor.posts.map((held) => held.unit) : [])]
  if (own.includes(String(typed['unit-seharusnya']))) typed['unit-seharusnya'] = [...world.units.keys()].find((unit) => !own.includes(unit)) ?? ''
  return await inWork(world.resources, { tenant: life.tenant, actor, now }, (work) => takeStep(work, { ticketId: ticket.id, act: act.act.name, typed, seenVersion: ticket.version }))
}

function chooseActor(world: DemoWorld, sop: Sop, scene: { ticket: Ticket; next: () => number }): Actor {
  const { state } = scene.ticket
  const lanes = actingLanes(sop, getStep(sop, state.step)).filter((lane) => !(lane.name in state.acted))
  const seats = lanes.flatMap((lane) => seatsOf(lane, state, world.units))
  const staff = world.officers.filter((officer) => seats.some((seat) => seat.post === officer.post && seat.unit === officer.unit))
  if (staff.length === 0) throw new Error(`nobody in the demonstration can act at ${sop.code}/${state.step}`)
  const officer = oneOf(scene.next, staff)
  return { kind: 'officer', id: officer.id, posts: [{ post: officer.post, unit: officer.unit }], admin: false }
}

/** Acts that chance may take: it moves no ticket to another service, where it could not fill in what is asked. */
export function livable(offered: AvailableAct[]): AvailableAct[] {
  return offered.filter(({ act }) => !act.effects.some((effect) => effect.do === 'move-ticket'))
}

// Mostly the straight way; now and then a question, a way back, a refusal.
function chooseAct(offered: AvailableAct[], next: () => number): AvailableAct {
  const main = offered.filter((one) => one.act.tone === 'main')
  const others = offered.filter((one) => one.act.tone !== 'main')
  if (offered.length === 0) throw new Error('no act is offered')
  return others.length > 0 && (main.length === 0 || next() < 0.13) ? oneOf(next, others) : (main[0] ?? offered[0]!)
}

async function readLater(world: DemoWorld, life: DemoLife, scene: { ticket: Ticket; now: Date; next: () => number }): Promise<void> {
  const now = new Date(scene.now.getTime() + (1 + scene.next() * 30) * 3_600_000)
  if (now > world.until) return
  await inWork(world.resources, { tenant: life.tenant, actor: { kind: 'citizen', id: life.reporterId }, now }, async (work) => {
    const ticket = await findTicket(work, { id: scene.ticket.id })
    if (ticket) await recordAnswerRead(work, ticket)
  })
}
