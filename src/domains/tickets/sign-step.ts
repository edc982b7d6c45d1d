import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import { findOfficerNik } from '../access/index.ts'
import { inWork, type Resources, type Work, type WorkOrder } from '../../kernel/work.ts'
import { makeNaskahPdf, naskahOfTicket, type NaskahSheet, type NaskahSigner, readNaskahSheet, reserveNumber } from '../naskah/index.ts'
import { findOfficer } from '../organisation/index.ts'
import { findCertificate, type KeptCertificate, signDocument, type Signer } from '../signing/index.ts'
import { readStep, type StepOrder, takeStep } from './take-step.ts'
import type { Ticket } from './ticket.ts'
import { lockTicket } from './ticket-store.ts'

export interface SigningTools {
  signer: Signer
  /** Address of the tenant's site, without a slash at its end: the letter's QR code leads there. */
  base: string
}

interface ReadyToSign {
  sheet: NaskahSheet
  passphrase: string
  /** The form's field for the passphrase. */
  field: string
  certificate?: KeptCertificate
  nik?: string
}

/**
 * Takes an act as `takeStep` does; where it signs an official letter, the letter is numbered first (in a transaction of its own: the number stays with it if the
 * signature fails), signed outside of any, and kept together with the act. Refuses as `takeStep`, and on the passphrase's field where the signer says no.
 */
export async function takeSigningStep(resources: Resources, where: WorkOrder, order: StepOrder & SigningTools): Promise<Ticket> {
  const { signer, base, ...step } = order
  const ready = await inWork(resources, where, (work) => prepare(work, step, { signer, base }))
  if (!ready) return await inWork(resources, where, (work) => takeStep(work, step))
  const { sheet, passphrase, certificate, nik, field } = ready
  const pdf = await makeNaskahPdf(sheet)
  const signed = await signDocument(resources, where, { pdf, passphrase, reason: sheet.frame.subject, place: sheet.place, at: sheet.at, signer, ...(certificate && { certificate }), ...(nik && { nik }) }).catch((error: unknown) => {
    if (error instanceof Refusal && error.faults.length > 0) refuseInput([{ field, text: error.message }])
    throw error
  })
  const by: NaskahSigner = { ...sheet.frame.signer, by: signer.name, ...(sheet.signerName && { name: sheet.signerName }), ...(certificate && { certificate: certificate.serial }) }
  return await inWork(resources, where, (work) => takeStep(work, { ...step, signed: { pdf: signed, version: sheet.version, signer: by } }))
}

/** Undefined where the act signs nothing, or somebody was faster, which `takeStep` will say. */
async function prepare(work: Work, order: StepOrder, { signer, base }: SigningTools): Promise<ReadyToSign | undefined> {
  const ticket = await lockTicket(work, order.ticketId)
  if (ticket.version !== order.seenVersion || !ticket.state.open) return undefined
  const { available, passphrases } = await readStep(work, ticket, order)
  const effect = available.act.effects.find((one) => one.do === 'sign-naskah')
  if (effect?.do !== 'sign-naskah') return undefined
  const certificate = signer.needs === 'certificate' ? await officerCertificate(work) : undefined
  const nik = signer.needs === 'nik' ? await officerNik(work) : undefined
  await reserveNumber(work, { ticketId: ticket.id })
  const naskah = (await naskahOfTicket(work, ticket.id)).findLast((one) => one.state === 'numbered')
  if (!naskah) throw new Refusal('conflict', 'Surat ini sudah ditandatangani atau dibatalkan. Muat ulang halaman.')
  const name = work.actor.kind === 'officer' ? (await findOfficer(work, work.actor.id))?.name : undefined
  const sheet = await readNaskahSheet(work, { naskah, kind: 'final', base, ...(name && { signerName: name }) })
  return { sheet, passphrase: passphrases[effect.field]!, field: effect.field, ...(certificate && { certificate }), ...(nik && { nik }) }
}

async function officerNik(work: Work): Promise<string> {
  const nik = work.actor.kind === 'officer' ? await findOfficerNik(work, work.actor.id) : undefined
  if (nik) return nik
  throw new Refusal('conflict', 'NIK Anda belum diisi, padahal BSrE mengenal penanda tangan dengan NIK. Isi NIK Anda pada “Akun saya”, lalu tanda tangani lagi.')
}

/** The certificate of the officer's own official address, which the administrator has entered. */
async function officerCertificate(work: Work): Promise<KeptCertificate> {
  const email = work.actor.kind === 'officer' ? (await findOfficer(work, work.actor.id))?.email : undefined
  const certificate = email && (await findCertificate(work, { email }))
  if (certificate) return certificate
  throw new Refusal('conflict', email ? 'Surel dinas Anda belum mempunyai sertifikat elektronik yang berlaku. Ajukan penerbitannya lebih dahulu.' : 'Surel dinas Anda belum dicatat oleh admin, padahal sertifikat elektronik Anda dicari dengan alamat itu.')
}
