import { findPersonName } from '../access/index.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { addDays, formatDate, formatMoment, momentAt } from '../calendar/index.ts'
import { findProduct, issueProduct, noteProduct, type Product, productsOfTicket, renewProduct, revokeProduct } from '../products/index.ts'
import { findCertificate, issueCertificate, renewCertificate, revokeCertificate } from '../signing/index.ts'
import type { Effect } from '../sop/index.ts'
import { tellHolder } from './tell-holder.ts'
import type { Ticket } from './ticket.ts'
import { type Course, findFacts } from './ticket-course.ts'

type ProductEffect = Extract<Effect, { do: 'issue-product' | 'note-product' | 'renew-product' | 'revoke-product' }>

/** Keeps what the service yields in its register; with a passphrase, makes the electronic certificate that the entry stands for. */
export async function carryOutProduct(course: Course, effect: ProductEffect): Promise<void> {
  const { ticket } = course
  switch (effect.do) {
    case 'issue-product': return await issue(course, effect)
    case 'note-product': return await note(course, effect)
    case 'renew-product': return await renew(course, effect)
    case 'revoke-product': {
      const product = await chosen(course, effect.field)
      return await revoke(course, product, String(ticket.state.facts[effect.reason] ?? ''))
    }
  }
}

async function revoke(course: Course, product: Product, reason: string): Promise<void> {
  const { work, ticket } = course
  await revokeProduct(work, { productId: product.id, ticketId: ticket.id, reason })
  const certificate = product.key && (await findCertificate(work, { email: product.key }))
  if (!certificate) return
  await revokeCertificate(work, { certificateId: certificate.id, reason })
  tellHolder(course, product, `Sertifikat elektronik ${product.key} dengan nomor seri ${certificate.serial} sudah dicabut pada ${formatMoment(work.now, course.zone)}, dan tidak dapat dipakai lagi. Kalau bukan Anda yang memintanya, segera hubungi verifikator.`)
}

const refusals = new Set(['ditolak', 'tidak-dilengkapi', 'dibatalkan', 'tidak-diterima'])

/** Takes back what a ticket has yielded when it ends as a refusal after all: an address or a name that was issued for it must not stay in force. Entries of registers of requests stay. */
export async function takeBackYields(course: Course): Promise<void> {
  const { work, ticket } = course
  const { result } = ticket.state
  if (!result || !refusals.has(result)) return
  for (const product of await heldYields(work, ticket.id)) await revoke(course, product, `Permohonan ${ticket.number} berakhir: ${result.replaceAll('-', ' ')}.`)
}

/** What a ticket has yielded that is in force and can be called by its key: a subdomain, a mailbox, a certificate. A line in a register of requests is none. */
export async function heldYields(work: Work, ticketId: string): Promise<Product[]> {
  return (await inForce(work, ticketId)).filter((product) => product.key !== undefined)
}

/**
 * Marks a withdrawn ticket's lines in registers of requests and orders, which have no key, as taken back; number and content stay. Gives what its event says of
 * them, as it does of what is issued.
 */
export async function takeBackLines(work: Work, ticket: Pick<Ticket, 'id' | 'number'>): Promise<{ daftar: string; id: string }[]> {
  const lines = (await inForce(work, ticket.id)).filter((product) => product.key === undefined)
  for (const { id } of lines) await revokeProduct(work, { productId: id, ticketId: ticket.id, reason: `Permohonan ${ticket.number} dicabut pemohon.` })
  return lines.map(({ register, id, number }) => ({ daftar: register, id, ...(number && { nomor: number }) }))
}

async function inForce(work: Work, ticketId: string): Promise<Product[]> {
  return (await productsOfTicket(work, ticketId)).filter((product) => product.state === 'active')
}

async function issue(course: Course, effect: Extract<Effect, { do: 'issue-product' }>): Promise<void> {
  const { work, ticket } = course
  // A request that was sent back and comes again keeps its entry and its number.
  const own = (await inForce(work, ticket.id)).find((product) => product.register === effect.register)
  if (own && effect.passphrase === undefined) return await note(course, { do: 'note-product', register: effect.register })
  const holder = { name: await holderName(course), ...(ticket.reporterId && { personId: ticket.reporterId }), ...(ticket.applicant && { unit: ticket.applicant.unit }) }
  const order = { register: effect.register, ticketId: ticket.id, holder }
  // An agency that applies for itself is not asked which one it is.
  const product = await issueProduct(work, { ...order, facts: { ...(ticket.applicant && { 'perangkat-daerah': ticket.applicant.unit }), ...ticket.state.facts } })
  findFacts(course, { ...(product.number && { [`nomor-${effect.register}`]: product.number }) })
  course.yields = { produk: { daftar: effect.register, id: product.id, ...(product.number && { nomor: product.number }) } }
  if (effect.passphrase === undefined) return
  const certificate = await issueCertificate(work, { ...subjectOf(course, product, holder.name), passphrase: course.passphrases[effect.passphrase]! })
  findFacts(course, { 'nomor-seri': certificate.serial })
  await noteProduct(work, { register: effect.register, ticketId: ticket.id, facts: course.ticket.state.facts })
  tellHolder(course, product, `Sertifikat elektronik ${product.key} sudah terbit dengan nomor seri ${certificate.serial}, dan berlaku sampai ${formatDate(product.validUntil!)}.`)
}

async function note(course: Course, { register, field }: Extract<Effect, { do: 'note-product' }>): Promise<void> {
  const { work, ticket } = course
  const { facts } = ticket.state
  if (field === undefined) return void (await noteProduct(work, { register: register!, ticketId: ticket.id, facts }))
  const product = await chosen(course, field)
  if (product.state !== 'active') throw new Refusal('too-late', `Yang akan diperbarui sudah ${product.state === 'expired' ? `habis masa berlakunya pada ${formatDate(product.validUntil!)}` : 'dicabut'}. Ajukan penerbitan baru.`)
  await noteProduct(work, { register: product.register, ticketId: ticket.id, productId: product.id, facts })
}

async function renew(course: Course, effect: Extract<Effect, { do: 'renew-product' }>): Promise<void> {
  const { work, ticket } = course
  const before = await chosen(course, effect.field)
  const product = await renewProduct(work, { productId: before.id, ticketId: ticket.id, facts: ticket.state.facts })
  if (effect.passphrase === undefined) return
  const { validUntil, at } = subjectOf(course, product, before.holder.name)
  const certificate = await findCertificate(work, { email: before.key ?? '' })
  if (!certificate) throw new Error(`product ${before.id}: its certificate is not there`)
  // The owner's name may have changed since the certificate was made.
  const commonName = product.values['nama-lengkap'] ?? certificate.commonName
  const renewed = await renewCertificate(work, { certificateId: certificate.id, commonName, validUntil, at, passphrase: course.passphrases[effect.passphrase]! })
  findFacts(course, { 'nomor-seri': renewed.serial })
  await noteProduct(work, { register: product.register, ticketId: ticket.id, productId: product.id, facts: { 'nomor-seri': renewed.serial } })
  tellHolder(course, product, `Sertifikat elektronik ${product.key} sudah diperpanjang dengan nomor seri ${renewed.serial}, dan berlaku sampai ${formatDate(product.validUntil!)}.`)
}

function subjectOf(course: Course, product: Product, commonName: string) {
  const { work, ticket } = course
  if (!product.key || !product.validUntil) throw new Error(`product ${product.id}: a certificate needs an address as its key, and an end`)
  // The product's last day still counts.
  const validUntil = new Date(momentAt(addDays(product.validUntil, 1), 0, course.zone).getTime() - 1000)
  return { email: product.key, commonName, organisation: course.government, validUntil, at: work.now, ...(ticket.reporterId && { personId: ticket.reporterId }) }
}

async function chosen(course: Course, field: string): Promise<Product> {
  const key = String(course.ticket.state.facts[field] ?? '')
  const register = course.sop.fields.find((one) => one.name === field)?.register ?? ''
  const product = await findProduct(course.work, { register, key })
  if (!product) throw new Error(`ticket ${course.ticket.number}: ${register} has no ${key}`)
  return product
}

const nameFields = ['nama-lengkap', 'nama-perusahaan', 'nama-pemohon', 'nama']

async function holderName(course: Course): Promise<string> {
  const { ticket, work, names } = course
  const field = nameFields.find((name) => ticket.state.facts[name] !== undefined)
  if (field) return String(ticket.state.facts[field])
  if (ticket.applicant) return names.unit(ticket.applicant.unit)
  return (ticket.reporterId && (await findPersonName(work, ticket.reporterId))) || 'Pemohon'
}
