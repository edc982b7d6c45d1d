import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Json } from '../audit/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { tell } from '../messages/index.ts'
import { getSop, } from '../sop/index.ts'
import { heldYields, takeBackLines } from './carry-out-product.ts'
import { stopClocks } from './course-clocks.ts'
import { messagesToHolders } from './course-messages.ts'
import { endedForReporter } from './ended-text.ts'
import { keepReporterText } from './reporter-text.ts'
import { endPartsOfWithdrawn, tellPartHolders } from './part-orders.ts'
import { saveCourse } from './save-course.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, type Course, reporterActor } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'
import { actsAsReporter } from './visible-ticket.ts'

export interface ReporterOrder {
  ticketId: string
  text: string
  /** The shell knows by another way that this is the reporter: the secret code, or the number or address from which the ticket came. */
  holdsCode?: boolean
}

/** The reporter adds to an open ticket; who holds it is told. Refuses `conflict` on a closed one. */
export async function addInformation(work: Work, order: ReporterOrder): Promise<Ticket> {
  const text = readText(order.text, 'tambahan')
  const course = await beginReporterCourse(work, order)
  course.events.push(reporterEvent(course, 'tambah-keterangan', keepReporterText(course, 'keterangan', text)))
  const saved = await saveCourse(course)
  await tell(work, messagesToHolders(course, `Pelapor menambah keterangan pada tiket ${saved.number}.`))
  await tellPartHolders(work, saved, `Pelapor menambah keterangan pada tiket ${saved.number}, yang bagiannya ada pada Anda.`)
  return saved
}

/** The reporter takes an open ticket back, with a reason if they like: it is closed as `dicabut`, and so is its line in a register of requests. Refuses `conflict` once it was answered or closed, or what was asked for is in force. */
export async function withdrawTicket(work: Work, order: ReporterOrder): Promise<Ticket> {
  const course = await beginReporterCourse(work, order)
  if (course.ticket.state.released) throw new Refusal('conflict', 'Laporan ini sudah dijawab, sehingga tidak dapat dicabut.')
  const [yielded] = await heldYields(work, order.ticketId)
  if (yielded) throw new Refusal('conflict', `Permohonan ini sudah menghasilkan ${yielded.key}, yang tercatat dan berlaku, sehingga tidak dapat dicabut. Kalau tidak jadi dipakai, tulislah lewat “Tambah keterangan”; petugas akan mencabutnya.`)
  const holders = { ...course, ticket: course.ticket }
  const reason = order.text.replaceAll('\0', '').toWellFormed().trim().slice(0, 2000)
  const lines = await takeBackLines(work, course.ticket)
  course.events.push(reporterEvent(course, 'cabut', { ...(reason && keepReporterText(course, 'alasan', reason)), ...(lines.length > 0 && { produk: lines }) }))
  stopClocks(course, 'all', work.now)
  course.ticket = { ...course.ticket, closedAt: work.now, state: { ...course.ticket.state, open: false, waiting: false, result: 'dicabut' } }
  const saved = await saveCourse(course)
  await tell(work, messagesToHolders(holders, `Pelapor mencabut tiket ${saved.number}. Tidak ada yang perlu dikerjakan lagi.`))
  await endPartsOfWithdrawn(work, saved)
  return saved
}

function readText(typed: string, field: string): string {
  const text = typed.replaceAll('\0', '').toWellFormed().trim()
  if (text.length < 1) refuseInput([{ field, text: 'Keterangan: wajib diisi.' }])
  if (text.length > 8000) refuseInput([{ field, text: `Keterangan: ada ${text.length} huruf, paling banyak 8000.` }])
  return text
}

async function beginReporterCourse(work: Work, order: ReporterOrder): Promise<Course> {
  const ticket = await lockTicket(work, order.ticketId)
  if (!actsAsReporter(work, ticket, order.holdsCode)) throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  if (!ticket.state.open) throw new Refusal('conflict', await endedForReporter(work, ticket))
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  return beginCourse(work, { sop, lists: await readTenantLists(work, sop), ticket, clocks: await clocksOf(work, ticket.id) })
}

function reporterEvent(course: Course, act: string, body: { [key: string]: Json | undefined }): Course['events'][number] {
  const { work, ticket, sop } = course
  const role = sop.lanes.find((lane) => lane.kind === 'reporter')?.title ?? 'Pelapor'
  return { ticketId: ticket.id, at: work.now, act, body: { langkah: ticket.state.step, ...body }, actor: reporterActor(work, role) }
}
