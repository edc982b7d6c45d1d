import type { Work } from '../../kernel/work.ts'
import type { Tenant } from '../organisation/index.ts'
import type { Incoming, Outcome } from './incoming.ts'
import type { KnownSender } from './known-sender.ts'
import { replyTo } from './reply.ts'

/** A short text on its way to what it asks for. */
export interface TextScene {
  work: Work
  tenant: Tenant
  message: Incoming
  sender: KnownSender
}

/** Answers the sender and ends there; `outcome` stands in the list of what came in. */
export async function answerText(scene: TextScene, outcome: string, reply: { text: string; ticketId?: string }): Promise<Outcome> {
  await replyTo(scene.work, scene.message, reply)
  return { text: outcome, ...(reply.ticketId && { ticketId: reply.ticketId }) }
}

/** What stands in the list of what came in, by what was made of it. */
export const outcomes = {
  opened: 'laporan baru',
  asked: 'laporan baru; ditanya balik',
  added: 'keterangan ditambahkan',
  answered: 'pertanyaan dijawab',
  drafted: 'konsep jawaban petugas',
  checked: 'CEK',
  withdrawn: 'dicabut pelapor',
  helped: 'petunjuk dikirim',
  thanked: 'ucapan terima kasih',
  refused: 'ditolak dengan penjelasan',
} as const
