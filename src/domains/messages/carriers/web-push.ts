import webPush from 'web-push'
import type { PushKeys } from '../../../kernel/push-keys.ts'
import { type Carrier, CarrierRefusal, type Letter } from '../carrier.ts'
import type { PushSubscription } from './push-subscription.ts'

const timeoutMs = 15_000
/** A device that is off gets the message when it comes back within a day; later it would only confuse. */
const keptForSeconds = 86_400

/**
 * Web Push (RFC 8030, encrypted by RFC 8291). `subject` is whom a push service may write to: `mailto:…` or a https address. A device that has gone (404, 410)
 * is a refusal that says so, and the contact is forgotten.
 */
export function makeWebPushCarrier(keys: PushKeys, subject: string): Carrier {
  const vapidDetails = { subject, ...keys }
  // Throws now, at the start, on a subject or keys that no push service would take.
  webPush.getVapidHeaders('https://push.example', subject, keys.publicKey, keys.privateKey, 'aes128gcm')
  return {
    channel: 'push',
    name: 'web-push',
    async send(letter) {
      const subscription = JSON.parse(letter.to) as PushSubscription
      const details = seal(subscription, letter, vapidDetails)
      const { 'Content-Length': _, ...headers } = details.headers as Record<string, string>
      const answer = await fetch(details.endpoint, { method: 'POST', headers, body: new Uint8Array(details.body!), redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
      if (answer.ok) return { state: 'sent', ...providerId(answer) }
      throw await explain(answer)
    },
  }
}

function seal(subscription: PushSubscription, letter: Letter, vapidDetails: webPush.RequestOptions['vapidDetails']): webPush.RequestDetails {
  try {
    // The topic lets a second try replace the first one while the device is off.
    return webPush.generateRequestDetails(subscription, JSON.stringify(pushPayload(letter)), {
      vapidDetails, TTL: keptForSeconds, urgency: 'high', topic: letter.id.replaceAll('-', '').slice(0, 32),
    })
  } catch {
    throw new CarrierRefusal('kunci perangkat ini rusak', { addressGone: true })
  }
}

function providerId(answer: Response): { providerId?: string } {
  const place = answer.headers.get('location')
  return place ? { providerId: place } : {}
}

async function explain(answer: Response): Promise<Error> {
  const said = (await answer.text().catch(() => '')).trim().slice(0, 200)
  const text = `layanan push menjawab ${answer.status}${said && `: ${said}`}`
  if (answer.status === 404 || answer.status === 410) return new CarrierRefusal('perangkat ini sudah tidak menerima pemberitahuan', { addressGone: true })
  return answer.status === 400 || answer.status === 413 ? new CarrierRefusal(text) : new Error(text)
}

/** What the service worker shows: the link of the letter becomes the place that a touch opens. A push message holds 4 kB at most. */
export function pushPayload(letter: Pick<Letter, 'title' | 'text'>): { title: string; text: string; url: string } {
  const links = letter.text.match(/https?:\/\/\S+/g) ?? []
  const text = letter.text.replaceAll(/https?:\/\/\S+/g, '').replaceAll(/[ \t]{2,}/g, ' ').trim()
  return { title: shorten(letter.title, 120), text: shorten(text, 700), url: (links.at(-1) ?? '/').slice(0, 500) }
}

function shorten(text: string, most: number): string {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('').trimEnd()}…`
}
