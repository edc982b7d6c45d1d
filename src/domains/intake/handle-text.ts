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
    case 'answer': return (await isOfficersAnswer(scene, order)) ? await draftFromText(scene, { number: order.number!, text: order.text }) : await answerFromText(scene, order)
    case 'noise': return await answerNoise(scene, order.of)
    case 'report': return await takeReport(scene, order)
  }
}

/** An officer is a citizen too: a question on their own complaint is theirs to answer. */
async function isOfficersAnswer({ work, sender, message }: TextScene, order: { number?: string }): Promise<boolean> {
  if (!sender.officerId || !order.number) return false
  return (await findOwnTicket(work, sender, { number: order.number, channel: message.channel, address: message.from })) === undefined
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
  return await answerText(scene, outcomes.helped, {
    text: `Tulis apa yang terjadi dan di mana, lalu kirim ke nomor ini. Kabar laporan: CEK nomor. Mencabut: BATAL nomor. Menjawab petugas: JAWAB nomor isi.${officer}`,
  })
}
