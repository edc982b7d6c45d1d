import { z } from 'zod'
import { Refusal } from '../kernel/refusal.ts'
import type { NewIncoming } from '../domains/intake/index.ts'
import type { DeliveryReport } from '../domains/messages/index.ts'

// Shapes of the WhatsApp Business Cloud API's webhook, as far as we use them; anything else in them is left alone.
const caption = z.object({ caption: z.string().optional() }).optional()
const title = z.object({ title: z.string() }).optional()
const message = z.object({
  from: z.string(), id: z.string(), timestamp: z.string().optional(), type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
  interactive: z.object({ button_reply: title, list_reply: title }).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: z.string().optional(), address: z.string().optional() }).optional(),
  image: caption, video: caption, document: caption,
})
const status = z.object({
  status: z.string(), biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.number(), title: z.string().optional() })).optional(),
})
const payload = z.object({
  entry: z.array(z.object({ changes: z.array(z.object({
    value: z.object({
      metadata: z.object({ phone_number_id: z.string() }).optional(), messages: z.array(z.unknown()).optional(), statuses: z.array(z.unknown()).optional(),
    }),
  })) })),
})

export interface WhatsappCall {
  messages: NewIncoming[]
  reports: { letter: string; report: DeliveryReport }[]
}

/**
 * Reads one call of the webhook. What is for another number, or says nothing to us (reactions, read marks of stickers), is left out. Refuses what is
 * no such call.
 */
export function readWhatsapp(body: string, phoneNumberId?: string): WhatsappCall {
  const read = payload.safeParse(parse(body))
  if (!read.success) throw new Refusal('bad-input', 'bukan panggilan WhatsApp')
  const all = read.data.entry.flatMap((entry) => entry.changes.map((change) => change.value))
  const values = all.filter((value) => !phoneNumberId || value.metadata?.phone_number_id === phoneNumberId)
  return {
    messages: values.flatMap((value) => (value.messages ?? []).flatMap(readMessage)), reports: values.flatMap((value) => (value.statuses ?? []).flatMap(readStatus)),
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function readMessage(given: unknown): NewIncoming[] {
  const read = message.safeParse(given)
  if (!read.success || read.data.type === 'reaction') return []
  const { from, id, timestamp } = read.data
  const receivedAt = timestamp && /^\d{9,11}$/.test(timestamp) ? new Date(Number(timestamp) * 1000) : undefined
  return [{ channel: 'whatsapp', providerId: id, from, text: textOf(read.data), ...(receivedAt && { receivedAt }) }]
}

function textOf(read: z.infer<typeof message>): string {
  const { text, button, interactive, location, image, video, document } = read
  if (location) return `Lokasi: ${[location.name, location.address, `${location.latitude}, ${location.longitude}`].filter(Boolean).join(', ')}`
  const chosen = button?.text ?? interactive?.button_reply?.title ?? interactive?.list_reply?.title
  const said = text?.body ?? chosen ?? image?.caption ?? video?.caption ?? document?.caption ?? ''
  const left = { image: 'foto', video: 'video', audio: 'rekaman suara', document: 'berkas' }[read.type]
  // Pictures are not fetched; whoever reads the report must know that there was one.
  return left && said ? `${said}\n(Pengirim menyertakan ${left} lewat WhatsApp; tidak ikut tersimpan.)` : said
}

function readStatus(given: unknown): WhatsappCall['reports'] {
  const read = status.safeParse(given)
  const letter = read.data?.biz_opaque_callback_data
  if (!read.success || !letter) return []
  switch (read.data.status) {
    case 'sent': return [{ letter, report: { state: 'sent' } }]
    case 'delivered': case 'read': return [{ letter, report: { state: 'delivered' } }]
    case 'failed': {
      const why = read.data.errors?.map((error) => `${error.code} ${error.title ?? ''}`.trim()).join('; ')
      return [{ letter, report: { state: 'failed', reason: `WhatsApp: ${why || 'gagal'}` } }]
    }
    default: return []
  }
}
