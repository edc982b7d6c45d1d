import { type Carrier, CarrierRefusal, type Handover, type Letter } from '../carrier.ts'

export interface WhatsappSettings {
  /** `https://graph.facebook.com/v21.0/PHONE_NUMBER_ID`. */
  url: string
  token: string
  /** An approved message template with one text in its body: used where the person has not written for 24 hours, and free text is not allowed. */
  template?: { name: string; language: string }
  /** Milliseconds to wait; ten seconds unless told. */
  patience?: number
}

const mostCharacters = 4096

/**
 * Faults of the letter or its number, not of the line: unknown receiver (131026), not allowed (131030), same number (131021), wrong parameter
 * (131008, 131009, 100).
 */
const finalCodes = new Set([100, 131008, 131009, 131021, 131026, 131030])
const tooLateForFreeText = 131047

interface Answer {
  messages?: { id: string }[]
  error?: { code?: number; message?: string }
}

/**
 * WhatsApp Business Cloud API. Written after the payload shapes of its documentation and tried against a stand-in; nobody has run it against the
 * real service yet.
 */
export function makeWhatsappCarrier(settings: WhatsappSettings): Carrier {
  return { channel: 'whatsapp', name: 'whatsapp', send: (letter) => send(settings, letter) }
}

async function send(settings: WhatsappSettings, letter: Letter): Promise<Handover> {
  const answer = await post(settings, letter, { type: 'text', text: { preview_url: false, body: cut(letter.text) } })
  const late = answer.error?.code === tooLateForFreeText && settings.template
  return handoverOf(late ? await post(settings, letter, templateOf(late, letter)) : answer)
}

/** A parameter of a template has no line breaks and no run of blanks. */
function templateOf(template: { name: string; language: string }, letter: Letter): object {
  const text = cut(letter.text.replace(/\s+/g, ' ')).slice(0, 1000)
  return { type: 'template', template: { name: template.name, language: { code: template.language }, components: [{ type: 'body', parameters: [{ type: 'text', text }] }] } }
}

async function post(settings: WhatsappSettings, letter: Letter, content: object): Promise<Answer> {
  const response = await fetch(`${settings.url.replace(/\/$/, '')}/messages`, {
    method: 'POST', redirect: 'error', signal: AbortSignal.timeout(settings.patience ?? 10_000),
    headers: { authorization: `Bearer ${settings.token}`, 'content-type': 'application/json' },
    // The letter's id comes back with every report of what became of it.
    body: JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', to: letter.to.replace(/^\+/, ''), biz_opaque_callback_data: letter.id, ...content }),
  })
  const text = await response.text()
  try {
    return JSON.parse(text) as Answer
  } catch {
    throw new Error(`WhatsApp: ${response.status} ${text.slice(0, 200)}`)
  }
}

function handoverOf({ messages, error }: Answer): Handover {
  const id = messages?.[0]?.id
  if (id) return { state: 'sent', providerId: id }
  const text = `WhatsApp: ${error?.code ?? '?'} ${error?.message ?? 'tanpa keterangan'}`
  if (error?.code === tooLateForFreeText || finalCodes.has(error?.code ?? 0)) throw new CarrierRefusal(text)
  throw new Error(text)
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 1)}…`
}
