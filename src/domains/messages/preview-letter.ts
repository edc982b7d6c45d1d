import type { Work } from '../../kernel/work.ts'
import { findTenant } from '../organisation/index.ts'
import { splitSms } from './carriers/split-sms.ts'
import { readTemplates } from './letter-template.ts'
import { letterText } from './letter-text.ts'
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
  const covered = (path: string) => path.replace(/^(\/t\/\d+\/)([^/]+)/, (_whole, start: string, code: string) => start + '*'.repeat(code.length))
  const path = covered(message.about.path)
  const letter = writeLetter({ ...message, about: { ...message.about, path } }, { templates: await readTemplates(work), government: tenant.government })
  const as = (channel: 'email' | 'sms') => letterText({ channel, text: letter.text, ...(message.survey && { survey: covered(message.survey) }) }, site)
  const { text: sent, parts } = splitSms(as('sms'))
  return { page: message.text, mail: { subject: letter.title.replace(/\s+/g, ' '), body: as('email') }, sms: { text: sent, parts: parts.length, letters: Array.from(sent).length } }
}
