import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../kernel/refusal.ts'
import type { Work } from '../kernel/work.ts'
import { recordLook } from '../domains/access/index.ts'
import { clocksOf } from '../domains/deadlines/index.ts'
import { findOfficer, listUnits } from '../domains/organisation/index.ts'
import { type DispositionSheet, makeDispositionPdf } from '../domains/reports/index.ts'
import { getSop } from '../domains/sop/index.ts'
import { type Disposition, dispositionsOf, getVisibleTicket, sopSpans, toldEvents } from '../domains/tickets/index.ts'
import { getTenant } from './find-visit.ts'
import { pathText, queryText, siteOf, withWork } from './with-work.ts'

/** Sends one disposition of an officer's ticket as PDF: A5, or A4 with `?kertas=a4`. Refuses `not-found`. */
export async function sendDisposition(request: FastifyRequest, reply: FastifyReply, number: string): Promise<FastifyReply> {
  const sheet = await withWork(request, (work) => readSheet(request, work, number))
  const pdf = await makeDispositionPdf(sheet)
  return reply.headers({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store', 'content-disposition': `inline; filename="disposisi-${number}-${pathText(request, 'urut').replace(/\D/g, '')}.pdf"` }).send(pdf)
}

async function readSheet(request: FastifyRequest, work: Work, number: string): Promise<DispositionSheet> {
  const tenant = getTenant(request)
  const { ticket, standing } = await getVisibleTicket(work, number)
  if (standing !== 'officer') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  const events = await toldEvents(work, ticket.id)
  const clocks = await clocksOf(work, ticket.id)
  const all = dispositionsOf(await sopSpans(work, events), events, clocks)
  const index = all.findIndex((one) => String(one.seq) === pathText(request, 'urut').replace(/\.pdf$/, ''))
  const order = all[index]
  if (!order) throw new Refusal('not-found', 'Disposisi itu tidak ada.')
  await recordLook(work, { what: 'tiket', subject: ticket.id, purpose: 'mencetak lembar disposisi' })
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.name]))
  const ticketDue = clocks.find((clock) => clock.scope === 'ticket' && !clock.stoppedAt)?.dueAt
  return {
    paper: queryText(request, 'kertas').toLowerCase() === 'a4' ? 'A4' : 'A5', government: tenant.government, zone: tenant.zone, printedAt: work.now, link: `${siteOf(request)}/kotak-masuk/${ticket.number}`,
    contact: [tenant.contact.address, tenant.contact.phone, tenant.contact.email].filter(Boolean).join(' · '), number: ticket.number, sop: sop.shortTitle, receivedAt: ticket.openedAt,
    nature: ticket.secret ? 'Rahasia' : 'Biasa', subject: ticket.secret ? 'Laporan rahasia; isinya hanya di Tanggap' : ticket.title, place: `${index + 1} dari ${all.length}`, at: order.at, act: order.act,
    instruction: ticket.secret ? 'Lihat di Tanggap.' : (order.instruction ?? ''), ...peopleOf(order, units), ...(await nameOf(work, order)), ...(order.dueAt && { dueAt: order.dueAt }), ...(ticketDue && { ticketDue }),
  }
}

function peopleOf({ from, to }: Disposition, units: Map<string, string>): Pick<DispositionSheet, 'from' | 'to' | 'unit'> {
  const own = from.unit && (units.get(from.unit) ?? from.unit)
  const unit = to.unit && (units.get(to.unit) ?? to.unit)
  return { from: [from.role, own].filter(Boolean).join(', '), to: [to.roles.join(', '), unit].filter(Boolean).join(', '), ...(own && { unit: own }) }
}

async function nameOf(work: Work, { from }: Disposition): Promise<{ by?: string }> {
  const name = from.officerId && (await findOfficer(work, from.officerId))?.name
  return name ? { by: name } : {}
}
