import type { Work } from '../../kernel/work.ts'
import { wordsOfPerson } from '../access/index.ts'
import { sendersOf } from './desk-sender.ts'
import { coverText, type Passage, standsIn } from './cover-text.ts'

/** How a reporter's registered name, and its phone number in its usual spellings, may stand in a text; also those from before a correction. Empty for one without an account, or erased. */
export async function reporterWords(work: Work, reporterId: string | null | undefined): Promise<Passage[]> {
  if (!reporterId) return []
  const { names, phones } = await wordsOfPerson(work, reporterId)
  return [...names.map(nameWords), ...phones.flatMap(phoneWords)]
}

/** What hides the reporter of a ticket: their registered name and phone, and the name under which a desk entered it. */
export async function hidingWords(work: Work, { ticketId, reporterId }: { ticketId: string; reporterId: string | null }): Promise<Passage[]> {
  const sender = (await sendersOf(work, [ticketId])).get(ticketId)
  return [...(await reporterWords(work, reporterId)), ...(sender ? [nameWords(sender)] : [])]
}

/** A name of one word is often a word like others (*sari*, *bunga*): it counts only as it is written. */
export function nameWords(name: string): Passage {
  return { words: name, ...(!/\s/.test(name.trim()) && { asWritten: true }) }
}

function phoneWords(phone: string): Passage[] {
  const national = phone.replace(/^\+62/, '')
  const groups = [national, national.replace(/^(...)(....)/, '$1-$2-'), national.replace(/^(...)(....)/, '$1 $2 ')]
  return groups.flatMap((one) => [`0${one}`, `62${one}`, `+62${one}`, `+62 ${one}`]).map((words) => ({ words }))
}

/** Those of the words that are still to be read when these passages are covered; as they stand in a list of passages. */
export function stillRead(texts: string[], words: Passage[], covered: Passage[]): string[] {
  const shown = texts.map((text) => coverText(text, covered))
  return words.filter((one) => shown.some((text) => standsIn(text, one))).map((one) => one.words)
}
