import type { Work } from '../../kernel/work.ts'
import { queueReply, saveContact } from '../messages/index.ts'
import type { Incoming } from './incoming.ts'
import { isAnswerable } from './keep-incoming.ts'

/** Answers whoever sent a message, on its channel. `no` tells several answers to one message apart. Does nothing where nobody can be answered. */
export async function replyTo(work: Work, message: Incoming, reply: { text: string; ticketId?: string; no?: number }): Promise<void> {
  if (!isAnswerable(message.channel, message.from)) return
  const owner = { kind: 'ticket', id: senderId(message) } as const
  await saveContact(work, owner, { channel: message.channel, address: message.from })
  await queueReply(work, {
    owner, channel: message.channel, text: reply.text, key: `balasan/${message.id}/${reply.no ?? 1}`, ...(reply.ticketId && { subjectId: reply.ticketId }),
  })
}

/** The owner of the address of somebody who may have no ticket yet: always the same for one address, a UUID of version 8 made from its keyed hash. */
function senderId({ addressHash }: Incoming): string {
  const bytes = Buffer.from(addressHash.subarray(0, 16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
