import type { Work } from '../../kernel/work.ts'
import { type Facts, isRequired } from '../sop/index.ts'
import { fillWords, type WriteFact } from './fill-words.ts'
import type { NaskahFrame } from './naskah.ts'
import type { NaskahTemplate } from './naskah-template.ts'
import { lateNames } from './template-names.ts'
import { getNaskahTemplate } from './template-store.ts'

/** What a letter is drafted from. */
export interface DraftScene {
  /** Values by the names of fields, with those of `ticketNames` where the template uses them. */
  facts: Facts
  /** Absent, values are written as they are. */
  names?: WriteFact
}

/** Stands in a prefilled body where a value was missing. A letter that still has one is refused. */
export const gap = '……'

/** Subject and body of a letter as its template proposes them, for prefilling the officer's form. Paragraphs have an empty line between them. */
export async function draftText(work: Work, order: DraftScene & { template: string }): Promise<{ subject: string; body: string }> {
  const template = await getNaskahTemplate(work, order.template)
  return { subject: fillFrame(template, order).subject, body: fillBody(template, order) }
}

function fillBody(template: NaskahTemplate, { facts, names }: DraftScene): string {
  const scene = { facts, names, missing: gap, keep: lateNames }
  const paragraphs = template.paragraphs.filter(({ when }) => when === undefined || isRequired({ field: '', required: when }, facts)).map(({ text }) => text)
  return [...paragraphs, ...(template.closing ? [template.closing] : [])].map((text) => fillWords(text, scene).trim()).join('\n\n')
}

/** All of a letter but its body. A missing value is a dash. */
export function fillFrame(template: NaskahTemplate, { facts, names }: DraftScene): NaskahFrame {
  const fill = (text: string) => oneLine(fillWords(text, { facts, names, missing: '–' }))
  const { title, secondParty } = template
  return {
    form: template.form, classCode: template.classCode, subject: fill(template.subject), nature: template.nature, attachment: fill(template.attachment),
    recipient: fill(template.recipient), recipientPlace: fill(template.recipientPlace), signer: template.signer, copies: template.copies.map(fill), number: template.number,
    ...(title !== undefined && { title: fill(title) }), ...(secondParty && { secondParty: { ...secondParty, name: fill(secondParty.name) } }),
  }
}

/** Without line breaks, of a length that a letter's head can hold. */
function oneLine(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim()
  return words.length > 500 ? `${words.slice(0, 499).toWellFormed()}…` : words
}
