import { makeProcessCache } from '../kernel/process-cache.ts'
import type { Work } from '../kernel/work.ts'
import { findPhone } from '../domains/access/index.ts'
import { contactsOf, saveContact } from '../domains/messages/index.ts'

// Once there is a channel it stays, on or off, so a person is asked about once in a process.
const haveOne = makeProcessCache<string, true>()

function noteOne(personId: string): void {
  if (haveOne.size > 50_000) haveOne.clear()
  haveOne.set(personId, true)
}

/** The number with which somebody registered is where they are told by SMS, until they choose otherwise. Does nothing where they have an SMS channel, on or off. */
export async function rememberPhone(work: Work, personId: string): Promise<void> {
  if (haveOne.has(personId)) return
  const owner = { kind: 'person', id: personId } as const
  if ((await contactsOf(work, owner)).some((contact) => contact.channel === 'sms')) return noteOne(personId)
  const phone = await findPhone(work, personId)
  if (phone) await saveContact(work, owner, { channel: 'sms', address: phone })
}
