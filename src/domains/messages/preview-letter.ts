import type { Work } from '../../kernel/work.ts'
import { findTenant } from '../organisation/index.ts'
import { splitSms } from './carriers/split-sms.ts'
import { readTemplates } from './letter-template.ts'
import { type Message, writeLetter } from './message.ts'

/** A message as it would reach its reader, by each way that it can go. */
export interface PreviewedLetter {
  /** On the page of the ticket. */
  page: string
  mail: { subject: string; body: string }
  sms: { text: string; parts: number; letters: number }
}

/**
 * Writes a message as its letter would be, from the same templates. `site` is the address of the tenant's site without a slash at its end. The secret code in the
 * reporter's link is covered, letter for letter: officers do not learn it.
 */
export async function previewLetter(work: Work, message: Message, site: string): Promise<PreviewedLetter> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const path = message.about.path.replace(/^(\/t\/\d+\/)(.+)$/, (_whole, start: string, code: string) => start + '*'.repeat(code.length))
  const letter = writeLetter({ ...message, about: { ...message.about, path } }, { templates: await readTemplates(work), government: tenant.government })
  const text = letter.text.replaceAll('{situs}', site)
  const { text: sent, parts } = splitSms(text)
  return { page: message.text, mail: { subject: letter.title.replace(/\s+/g, ' '), body: text }, sms: { text: sent, parts: parts.length, letters: Array.from(sent).length } }
}
