import type { Work } from '../../kernel/work.ts'
import { wordsOfPeople } from '../access/index.ts'
import { sendersOf } from './desk-sender.ts'
import { coverText, type Passage, standsIn } from './cover-text.ts'

/** How a reporter's registered name, and its phone number in its usual spellings, may stand in a text; also those from before a correction. Empty for one without an account, or erased. */
export async function reporterWords(work: Work, reporterId: string | null | undefined): Promise<Passage[]> {
  return reporterId ? ((await reportersWords(work, [reporterId])).get(reporterId) ?? []) : []
}

async function reportersWords(work: Work, reporterIds: string[]): Promise<Map<string, Passage[]>> {
  const words = await wordsOfPeople(work, [...new Set(reporterIds)])
  return new Map([...words].map(([id, { names, phones }]) => [id, [...names.map(nameWords), ...phones.flatMap(phoneWords)]]))
}

/** A ticket whose reporter is to be hidden. */
export interface HiddenReporter {
  ticketId: string
  reporterId: string | null
}

/** What hides the reporters of some tickets, by ticket: their registered name and phone, and the name under which a desk entered it. Two questions, however many they are. */
export async function hidingWords(work: Work, tickets: HiddenReporter[]): Promise<Map<string, Passage[]>> {
  if (tickets.length === 0) return new Map()
  const senders = await sendersOf(work, tickets.map((one) => one.ticketId))
  const reporters = await reportersWords(work, tickets.flatMap((one) => one.reporterId ?? []))
  return new Map(tickets.map(({ ticketId, reporterId }) => {
    const sender = senders.get(ticketId)
    return [ticketId, [...((reporterId && reporters.get(reporterId)) || []), ...(sender ? [nameWords(sender)] : [])]]
  }))
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
