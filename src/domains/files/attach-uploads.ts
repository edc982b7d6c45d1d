import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { type Upload, uploadLimits } from './upload.ts'
import { attachWaiting, detachFromForm, selectOfForm, selectOfTicket } from './upload-store.ts'

export interface AttachOrder {
  formKey: string
  ids: string[]
  ticketId: string
}

/** The files that wait on a form, in the order in which they came. An unknown or ill-formed key has none. */
export async function uploadsOfForm(work: Work, formKey: string): Promise<Upload[]> {
  if (!isId(formKey)) return []
  return (await selectOfForm(work, formKey)).filter((upload) => upload.attachedTo === null)
}

/** Takes one waiting file out of its form. Without effect on a file that is gone, is another form's, or hangs on a ticket. */
export async function dropUpload(work: Work, formKey: string, id: string): Promise<boolean> {
  return isId(formKey) && isId(id) && (await detachFromForm(work, formKey, id))
}

/** Hangs files of a form on a ticket, all or none, in the caller's transaction. Refuses files that are gone, attached already, or of another form. */
export async function attachUploads(work: Work, order: AttachOrder): Promise<Upload[]> {
  const ids = [...new Set(order.ids)]
  if (ids.length === 0) return []
  if (ids.length > uploadLimits.mostPerForm) {
    throw new Refusal('bad-input', `Paling banyak ${uploadLimits.mostPerForm} berkas dalam satu formulir; Anda melampirkan ${ids.length}.`)
  }
  const attached = [order.formKey, ...ids].every(isId) ? await attachWaiting(work, { ...order, ids }) : []
  if (attached.length !== ids.length) {
    throw new Refusal('conflict', 'Ada lampiran yang sudah dihapus atau sudah terkirim. Periksa daftar lampiran, lalu lampirkan lagi bila perlu.')
  }
  return attached.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}

/** The files that hang on a ticket. Whoever asks must already know that the actor may see the ticket. */
export async function filesOf(work: Work, ticketId: string): Promise<Upload[]> {
  return isId(ticketId) ? await selectOfTicket(work, ticketId) : []
}
