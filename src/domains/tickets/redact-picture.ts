import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import { type Db, inWork, type Resources, type Work, type WorkOrder } from '../../kernel/work.ts'
import { canonical, type ChainFault, type Json } from '../audit/index.ts'
import { type Box, dropCopy, filesOf, hasRedactionOf, keepRedaction, makeRedactedCopy, newestRedactions, type PublicFile, publicFiles, type ReadyCopy, redactionsOf, type Upload } from '../files/index.ts'
import { appendAside } from './append-aside.ts'
import { getPublishable } from './may-publish.ts'
import { lockTicket } from './ticket-store.ts'
import type { Ticket } from './ticket.ts'

export interface RedactOrder extends WorkOrder {
  dataFolder: string
  number: string
  uploadId: string
  boxes: Box[]
  /** Not shown to everybody at all. */
  hidden: boolean
  /** The version that the officer saw, 0 if there was none. */
  seenNo: number
  /** The same key twice is one version. */
  formKey: string
}

/** How many boxes one picture may have. */
const mostBoxes = 30

// What the public page shows. Files of an answer are the reporter's: a draft may hold some that are never released.
const publicFields = ['lampiran']

/** The files of a ticket that everybody may have if it is published: what the reporter attached to the report. */
export async function publicUploads(work: Work, ticketId: string): Promise<Upload[]> {
  return (await filesOf(work, ticketId)).filter((file) => publicFields.includes(file.field))
}

/** The same as everybody may have them: covered copies, and none that is hidden. The ticket must be published, or its reader an officer of it. */
export async function publicFilesOf(work: Work, ticketId: string): Promise<PublicFile[]> {
  return publicFiles(await publicUploads(work, ticketId), await redactionsOf(work, ticketId))
}

/** The ticket and one of its public files, if this officer decides on what everybody sees of it. Refuses `not-found`. */
export async function getRedactable(work: Work, number: string, uploadId: string): Promise<{ ticket: Ticket; upload: Upload }> {
  const { ticket } = await getPublishable(work, number)
  const upload = (await publicUploads(work, ticket.id)).find((file) => file.id === uploadId)
  if (!upload) throw new Refusal('not-found', 'Berkas itu tidak ada, atau tidak pernah tampil untuk umum.')
  return { ticket, upload }
}

/**
 * Keeps what everybody sees of a file: boxes covered in a copy, nothing of it, or all of it again. A new version each time; the file as it was sent stays. After
 * publication this takes effect at once. The copy is made between two transactions, the first of which only looks. Refuses as `getRedactable`, `bad-input`, `conflict`.
 */
export async function redactPicture(resources: Resources, order: RedactOrder): Promise<void> {
  const { upload } = await inWork(resources, order, (work) => getRedactable(work, order.number, order.uploadId))
  checkBoxes(upload, order.boxes)
  const ready = order.boxes.length > 0 ? await makeRedactedCopy({ dataFolder: order.dataFolder, tenant: order.tenant, upload, boxes: order.boxes }) : undefined
  try {
    await inWork(resources, order, (work) => save(work, order, ready))
  } finally {
    if (ready) await dropCopy(ready)
  }
}

/** Refuses boxes on a PDF, too many, or any that does not lie within the picture. */
export function checkBoxes(upload: Upload, boxes: Box[]): void {
  if (boxes.length > 0 && upload.kind === 'pdf') refuseInput([{ field: '', text: 'Sebagian dari PDF tidak dapat disamarkan di sini. Berkas ini hanya dapat tidak ditampilkan.' }])
  if (boxes.length > mostBoxes) refuseInput([{ field: '', text: `Ada ${boxes.length} kotak, paling banyak ${mostBoxes}.` }])
  const within = ({ x, y, width, height }: Box) => [x, y, width, height].every(Number.isFinite) && x >= 0 && y >= 0 && x < 100 && y < 100 && width > 0 && height > 0 && x + width <= 100.05 && y + height <= 100.05
  if (!boxes.every(within)) refuseInput([{ field: '', text: 'Ada kotak di luar gambar.' }])
}

async function save(work: Work, order: RedactOrder, ready: ReadyCopy | undefined): Promise<void> {
  const { uploadId, boxes, hidden, formKey } = order
  const found = await getRedactable(work, order.number, uploadId)
  const ticket = await lockTicket(work, found.ticket.id)
  if (await hasRedactionOf(work, uploadId, formKey)) return
  const newest = newestRedactions(await redactionsOf(work, ticket.id)).get(uploadId)
  if ((newest?.no ?? 0) !== order.seenNo) throw new Refusal('conflict', 'Petugas lain lebih dahulu mengubah tampilan gambar ini. Kotak Anda masih ada di bawah: periksa, lalu simpan lagi.')
  if ((newest?.hidden ?? false) === hidden && canonical(boxesOf(newest?.boxes ?? [])) === canonical(boxesOf(boxes))) return
  const no = order.seenNo + 1
  await appendAside(work, ticket, {
    act: 'gambar-disamarkan',
    body: {
      lampiran: uploadId, samaran: no, tampil: !hidden, kotak: boxesOf(boxes), 'sidik-asli': found.upload.sha256,
      ...(ready && { 'sidik-salinan': ready.copy.sha256, 'sidik-kecil': ready.copy.previewSha256 }),
    },
  })
  const officerId = work.actor.kind === 'officer' ? work.actor.id : ''
  await keepRedaction(work, { uploadId, no, at: work.now, officerId, hidden, boxes, ticketId: ticket.id, formKey }, ready)
}

const boxesOf = (boxes: Box[]): Json[] => boxes.map(({ x, y, width, height }) => [x, y, width, height])

/** Versions that are not those that their event bears witness to, are gone, or have no event. Runs as the owner of the database. */
export async function changedRedactions(db: Db, tenant: string): Promise<ChainFault[]> {
  const { rows } = await sql<{ ticket_id: string; seq: number | null; body: { [key: string]: Json } | null; erased: boolean; row: { hidden: boolean; boxes: Box[]; sha256: string | null; preview_sha256: string | null } | null }>`
    select coalesce(e.ticket_id, r.ticket_id) as ticket_id, e.seq, e.body, exists (select from event x where x.tenant_id = ${tenant} and x.ticket_id = e.ticket_id and x.seq > e.seq and x.act = 'hapus-data' and x.body -> 'berkas' ? (e.body ->> 'lampiran')) as erased,
      case when r.no is null then null else to_jsonb(r) end as row
    from (select * from event where tenant_id = ${tenant} and act = 'gambar-disamarkan') e
    full join (select * from picture_redaction where tenant_id = ${tenant}) r
      on r.ticket_id = e.ticket_id and r.upload_id::text = e.body ->> 'lampiran' and r.no::text = e.body ->> 'samaran'`.execute(db)
  return rows.flatMap(({ ticket_id: ticketId, seq, body, row, erased }) => {
    if (!body || seq === null) return [{ ticketId, text: 'samaran gambar tanpa peristiwa: disisipkan dari luar' }]
    if (!row && erased) return []
    if (!row) return [{ ticketId, seq, text: 'samaran gambar dihapus' }]
    const same = row.hidden === !body.tampil && canonical(boxesOf(row.boxes)) === canonical(body.kotak ?? null) && (row.sha256 ?? undefined) === body['sidik-salinan'] && (row.preview_sha256 ?? undefined) === body['sidik-kecil']
    return same ? [] : [{ ticketId, seq, text: 'samaran gambar diubah' }]
  })
}
