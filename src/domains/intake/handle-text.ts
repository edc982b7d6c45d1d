import type { Work } from '../../kernel/work.ts'
import { findTenant } from '../organisation/index.ts'
import { draftFromText } from './draft-from-text.ts'
import type { Incoming, Outcome } from './incoming.ts'
import { findOwnTicket, type KnownSender } from './known-sender.ts'
import { openFromText } from './open-from-text.ts'
import { answerFromText, checkFromText, findAsked, findQuestion, passOn, withdrawFromText } from './reporter-texts.ts'
import { readSms, type SmsOrder } from './sms-grammar.ts'
import { answerText, outcomes, type TextScene } from './text-scene.ts'

/** Makes of a short text (SMS, WhatsApp) what it asks for: an order, the answer to an open question, something to add, or a new report. */
export async function handleText(work: Work, message: Incoming, sender: KnownSender): Promise<Outcome> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const scene: TextScene = { work, tenant, message, sender }
  const order = readSms(message.text)
  switch (order.kind) {
    case 'help': return await help(scene)
    case 'check': return await checkFromText(scene, order)
    case 'withdraw': return await withdrawFromText(scene, order)
    case 'answer': return await takeAnswer(scene, order)
    case 'noise': return await answerNoise(scene, order.of)
    case 'report': return await takeReport(scene, order)
  }
}

/** From an officer's number it is a draft of the answer; but an officer is a citizen too: a question on their own complaint is theirs to answer. */
async function takeAnswer(scene: TextScene, order: Extract<SmsOrder, { kind: 'check' | 'withdraw' | 'answer' }>): Promise<Outcome> {
  const { work, sender, message } = scene
  const { number, text } = order
  if (!sender.officerId || !number) return await answerFromText(scene, order)
  const own = await findOwnTicket(work, sender, { number, channel: message.channel, address: message.from })
  return own ? await answerFromText(scene, order) : await draftFromText(scene, { number, text })
}

async function takeReport(scene: TextScene, order: Extract<SmsOrder, { kind: 'report' }>): Promise<Outcome> {
  const asked = order.fresh ? undefined : (findQuestion(scene) ?? (await findAsked(scene.work, scene.message)))
  return asked ? await passOn(scene, asked, scene.message.text.trim()) : await openFromText(scene, order.text)
}

/** “ya” answers a question; without one it says nothing. Thanks need no answer. */
async function answerNoise(scene: TextScene, of: Extract<SmsOrder, { kind: 'noise' }>['of']): Promise<Outcome> {
  const question = of === 'short' || of === 'thanks' ? findQuestion(scene) : undefined
  if (question) return await passOn(scene, question, scene.message.text.trim())
  return of === 'thanks' ? { text: outcomes.thanked } : await help(scene)
}

async function help(scene: TextScene): Promise<Outcome> {
  const officer = scene.sender.officerId ? ' Petugas: JAWAB nomor isi-jawaban.' : ''
  const orders = 'Kabar laporan: CEK nomor. Mencabut: BATAL nomor. Menjawab petugas: JAWAB nomor isi.'
  return await answerText(scene, outcomes.helped, { text: `Tulis apa yang terjadi dan di mana, lalu kirim ke nomor ini. ${orders}${officer}` })
}
