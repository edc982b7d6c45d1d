import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Naskah, NaskahKey, NaskahSigner } from './naskah.ts'
import { getLockedNaskah, recordNaskahEvent } from './naskah-store.ts'

export interface SignedOrder extends NaskahKey {
  /** The bytes that the signer gave back; at most 2 MB. */
  pdf: Buffer
  /** Their digest in hexadecimal digits, where the caller has reckoned it: another one is refused. */
  sha256?: string
  signer: NaskahSigner
  /** The version that was signed, from `readNaskahSheet`: if the text has changed since, the signature is refused. */
  version: number
}

const mostBytes = 2 * 1024 * 1024

/**
 * Keeps the signed PDF of a numbered letter for ever. The same bytes again change nothing. Refuses `conflict` where the letter changed while it was signed, was signed
 * before, or has no number; `bad-input` for bytes that are no signed PDF; `too-large`.
 */
export async function keepSigned(work: Work, order: SignedOrder): Promise<Naskah> {
  const { pdf, signer } = order
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  checkPdf(pdf, sha256, order.sha256)
  const naskah = await getLockedNaskah(work, order)
  if (naskah.sha256 === sha256) return naskah
  if (naskah.state !== 'numbered') throw new Refusal('conflict', naskah.number ? 'Surat ini sudah ditandatangani, dibatalkan, atau isinya berubah.' : 'Surat ini belum bernomor.')
  if (naskah.version !== order.version) throw new Refusal('conflict', 'Isi surat berubah selagi ditandatangani. Baca versi yang baru, lalu tanda tangani lagi.')
  await sql`insert into naskah_file (tenant_id, naskah_id, bytes, at) values (${work.tenant}, ${naskah.id}, ${pdf}, ${work.now})`.execute(work.db)
  await sql`
    update naskah set state = 'signed', signed_at = ${work.now}, sha256 = ${sha256}, signer = ${JSON.stringify(signer)}::jsonb, updated_at = ${work.now}
    where tenant_id = ${work.tenant} and id = ${naskah.id}`.execute(work.db)
  await recordNaskahEvent(work, { naskahId: naskah.id, kind: 'signed', version: naskah.version, note: signer.title })
  return { ...naskah, state: 'signed', signedAt: work.now, sha256, signer, updatedAt: work.now }
}

function checkPdf(pdf: Buffer, sha256: string, expected: string | undefined): void {
  if (pdf.length > mostBytes) throw new Refusal('too-large', 'Berkas surat yang ditandatangani lebih besar dari 2 MB.')
  const isSigned = pdf.subarray(0, 5).toString('latin1') === '%PDF-' && pdf.includes('/ByteRange')
  if (!isSigned) throw new Refusal('bad-input', 'Yang dikembalikan penanda tangan bukan PDF yang bertanda tangan.')
  if (expected !== undefined && expected.toLowerCase() !== sha256) throw new Refusal('bad-input', 'Sidik jari berkas yang ditandatangani tidak cocok dengan isinya.')
}

/** The signed PDF of a letter; undefined before it is signed. Throws if the bytes are no longer those that were signed. */
export async function readSigned(work: Work, naskah: Pick<Naskah, 'id' | 'sha256'>): Promise<Buffer | undefined> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from naskah_file where tenant_id = ${work.tenant} and naskah_id = ${naskah.id}`.execute(work.db)
  const bytes = rows[0]?.bytes
  if (bytes && createHash('sha256').update(bytes).digest('hex') !== naskah.sha256) throw new Error(`the signed file of naskah ${naskah.id} was changed`)
  return bytes
}
