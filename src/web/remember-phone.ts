import type { Work } from '../kernel/work.ts'
import { findPhone } from '../domains/access/index.ts'
import { contactsOf, saveContact } from '../domains/messages/index.ts'

/** The number with which somebody registered is where they are told by SMS, until they choose otherwise. Does nothing where they have an SMS channel, on or off. */
export async function rememberPhone(work: Work, personId: string): Promise<void> {
  const owner = { kind: 'person', id: personId } as const
  if ((await contactsOf(work, owner)).some((contact) => contact.channel === 'sms')) return
  const phone = await findPhone(work, personId)
  if (phone) await saveContact(work, owner, { channel: 'sms', address: phone })
}
