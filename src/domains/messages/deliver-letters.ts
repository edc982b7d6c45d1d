import { theSystem } from '../../kernel/actor.ts'
import { inWork, type Resources } from '../../kernel/work.ts'
import { type Carriers, CarrierRefusal, type Channel } from './carrier.ts'
import { dropContact, openContact } from './contact.ts'
import { letterText } from './letter-text.ts'
import { giveUpLetters, type LetterRow, leaseLetters, markFailed, markSent, reclaimLetters } from './letter-store.ts'
import { openCode } from './queue-code.ts'

export interface DeliveryOrder {
  tenant: string
  carriers: Carriers
  now(): Date
  /** Address of the tenant's site, `https://rembang.tanggap.example.go.id`, without a slash at its end. */
  site: string
  /** Letters on their way at once. */
  atOnce?: number
}

/** Tries at most: 1 minute, 2, 4 … up to 4 hours between them; after twelve the letter is dead and shown to the administrator. */
const mostTries = 12

/** Sends what is due of one tenant, each letter outside of any transaction. Gives how many were tried; call again until it gives 0. */
export async function deliverLetters(resources: Resources, order: DeliveryOrder): Promise<number> {
  const channels = Object.keys(order.carriers) as Channel[]
  const letters = await inTenant(resources, order, async (work) => {
    await reclaimLetters(work)
    await giveUpLetters(work, channels)
    return await leaseLetters(work, { channels, most: order.atOnce ?? 20 })
  })
  await Promise.all(letters.map((letter) => deliver(resources, order, letter)))
  return letters.length
}

async function inTenant<T>(resources: Resources, order: DeliveryOrder, task: Parameters<typeof inWork<T>>[2]): Promise<T> {
  return await inWork(resources, { tenant: order.tenant, actor: theSystem, now: order.now() }, task)
}

async function deliver(resources: Resources, order: DeliveryOrder, letter: LetterRow): Promise<void> {
  const secret = letter.sealed && openCode({ secrets: resources.secrets, tenant: order.tenant }, letter.id, letter.sealed)
  const to = secret?.to ?? (await inTenant(resources, order, (work) => openContact(work, letter.owner, letter)))
  if (to === undefined) return await inTenant(resources, order, (work) => markFailed(work, letter.id, { error: 'alamat sudah tidak ada' }))
  try {
    const handover = await order.carriers[letter.channel]!.send({ tenant: order.tenant, id: letter.id, to, title: letter.title, text: secret ? letter.text.replace('{kode}', secret.code) : letterText(letter, order.site), attempt: letter.attempts, ...(letter.ticketNumber && { ticketNumber: letter.ticketNumber }) })
    await inTenant(resources, order, (work) => markSent(work, letter.id, handover))
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const text = secret ? said.replaceAll(secret.code, '••••••') : said
    const final = error instanceof CarrierRefusal || letter.attempts >= mostTries
    await inTenant(resources, order, async (work) => {
      await markFailed(work, letter.id, { error: text, ...(!final && { again: nextTry(order.now(), letter.attempts) }) })
      if (error instanceof CarrierRefusal && error.addressGone) await dropContact(work, letter.owner, letter)
    })
  }
}

/** When to try again after the n-th failed try. */
export function nextTry(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(4 * 3_600_000, 60_000 * 2 ** (attempts - 1)))
}
