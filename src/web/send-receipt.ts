import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Work } from '../kernel/work.ts'
import { type Clock, clocksOf } from '../domains/deadlines/index.ts'
import { findOfficer, heldPosts, listPosts, listUnits } from '../domains/organisation/index.ts'
import { localDate } from '../domains/calendar/index.ts'
import { makeReceiptPdf, type Receipt } from '../domains/reports/index.ts'
import { getSop, getStep } from '../domains/sop/index.ts'
import type { Ticket } from '../domains/tickets/index.ts'
import { getTenant } from './find-visit.ts'
import { holderText } from './pages/holder-text.ts'
import { codeOf } from './ticket-key.ts'
import { queryText, withWork } from './with-work.ts'

interface ReceiptOrder {
  ticket: Ticket
  /** Of a ticket that was entered at the desk. */
  sender?: string
  receivedById?: string
}

const channelWords: Record<string, string> = { surat: 'surat', telepon: 'telepon', datang: 'datang langsung', 'media-sosial': 'media sosial', web: 'situs ini', sms: 'SMS', email: 'surel', whatsapp: 'WhatsApp' }

/** Sends the receipt of a ticket as PDF: A5, or A4 with `?kertas=a4`. Whether this person may have it is decided before; it carries the secret code. */
export async function sendReceiptPdf(request: FastifyRequest, reply: FastifyReply, order: ReceiptOrder): Promise<FastifyReply> {
  const receipt = await withWork(request, (work) => readReceipt(request, work, order))
  const pdf = await makeReceiptPdf(receipt)
  return reply
    .headers({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store', 'content-disposition': `inline; filename="tanda-terima-${order.ticket.number}.pdf"` })
    .send(pdf)
}

async function readReceipt(request: FastifyRequest, work: Work, order: ReceiptOrder): Promise<Receipt> {
  const tenant = getTenant(request)
  const { ticket, sender, receivedById } = order
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const units = new Map((await listUnits(work)).map((u) => [u.code, u.name]))
  const clocks = await clocksOf(work, ticket.id)
  const code = codeOf(request, ticket.id)
  const step = dueOf(clocks, 'step')
  const whole = dueOf(clocks, 'ticket')
  const channel = channelWords[ticket.channel]
  return {
    paper: queryText(request, 'kertas').toLowerCase() === 'a4' ? 'A4' : 'A5', zone: tenant.zone, colours: tenant.colours, printedAt: work.now, government: tenant.government,
    contact: [tenant.contact.address, tenant.contact.phone, tenant.contact.email, tenant.contact.site].filter(Boolean).join(' · '),
    number: ticket.number, code, site: request.host, link: `${request.server.web.https ? 'https' : 'http'}://${request.host}/lacak?nomor=${ticket.number}&kode=${code}`,
    title: ticket.title, sop: sop.title, receivedAt: ticket.openedAt, next: nextOf(getStep(sop, ticket.state.step).forReporter, sender !== undefined),
    ...(channel && { channel }), ...(sender && { sender }), ...(receivedById && { receivedBy: await describeOfficer(work, receivedById, localDate(work.now, tenant.zone)) }),
    ...(ticket.state.open && { holder: holderText(sop, ticket, units) }), ...(step && { stepDue: step }), ...(whole && { ticketDue: whole }),
  }
}

function dueOf(clocks: Clock[], scope: Clock['scope']): Date | undefined {
  return clocks.find((clock) => clock.scope === scope && !clock.stoppedAt)?.dueAt
}

function nextOf(now: string, fromDesk: boolean): string[] {
  return [
    now,
    fromDesk ? 'Bila petugas perlu keterangan, Anda dihubungi di nomor atau alamat yang Anda tinggalkan; pertanyaannya tampil juga di halaman laporan Anda.' : 'Bila petugas perlu keterangan, pertanyaannya tampil di halaman laporan Anda.',
    'Jawaban dapat Anda baca di halaman laporan Anda kapan saja, tanpa masuk, dengan nomor dan kode di atas.',
  ]
}

async function describeOfficer(work: Work, id: string, today: string): Promise<string> {
  const officer = await findOfficer(work, id)
  const held = (await heldPosts(work, id, today))[0]
  const post = held && (await listPosts(work)).find((one) => one.code === held.post)?.name
  const unit = held && (await listUnits(work)).find((one) => one.code === held.unit)?.name
  return [officer?.name ?? 'Petugas', post, unit].filter(Boolean).join(', ')
}
