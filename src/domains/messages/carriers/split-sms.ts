/** A text as it leaves by SMS. */
export interface SplitSms {
  /** Small alphabet (160 characters in one SMS) or any character (70). */
  coding: 'gsm-7' | 'ucs-2'
  /** The whole text, cut where it would need more than three parts. */
  text: string
  /** The same, as the one to three messages that carry it. */
  parts: string[]
}

// GSM 03.38: the default alphabet, and the extension table whose characters take two places.
const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
const extended = new Set('^{}\\[~]|€\f')

const sizes = { 'gsm-7': { alone: 160, joined: 153 }, 'ucs-2': { alone: 70, joined: 67 } } as const
const mostParts = 3

/** What looks the same in the small alphabet, so that one curly quotation mark does not halve the length of an SMS. */
const plainer: Record<string, string> = {
  '“': '"', '”': '"', '„': '"', '‘': "'", '’': "'", '–': '-', '—': '-', '−': '-', '…': '...', '•': '-', '·': '-', '\u00a0': ' ', '\t': ' ', '×': 'x', '→': '->', '\u200b': '', '\ufeff': '',
}

/**
 * Splits a text into at most three SMS (459 places, or 201 with characters beyond the small alphabet). A longer one is cut after a sentence, and a
 * link at its end is kept.
 */
export function splitSms(typed: string): SplitSms {
  const text = cutToFit(Array.from(typed.toWellFormed(), (char) => plainer[char] ?? char).join('').trim())
  const coding = codingOf(text)
  const size = sizes[coding]
  return { coding, text, parts: placesOf(text, coding) <= size.alone ? [text] : cutInParts(text, coding, size.joined) }
}

function codingOf(text: string): SplitSms['coding'] {
  return Array.from(text).every((char) => basic.has(char) || extended.has(char)) ? 'gsm-7' : 'ucs-2'
}

function placesOf(text: string, coding: SplitSms['coding']): number {
  if (coding === 'ucs-2') return text.length
  return Array.from(text).reduce((sum, char) => sum + (extended.has(char) ? 2 : 1), 0)
}

function cutInParts(text: string, coding: SplitSms['coding'], size: number): string[] {
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const char of text) {
    const places = placesOf(char, coding)
    if (used + places > size) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += char
    used += places
  }
  return [...parts, part]
}

/** Whether a text leaves in three SMS: a character of two places is never cut, so a part may stay one place short. */
function fits(text: string): boolean {
  const coding = codingOf(text)
  return placesOf(text, coding) <= sizes[coding].alone || cutInParts(text, coding, sizes[coding].joined).length <= mostParts
}

function cutToFit(text: string): string {
  if (fits(text)) return text
  const link = /\s(https?:\/\/\S{1,120})$/.exec(text)
  const end = link ? `... ${link[1]}` : '...'
  const chars = Array.from(link ? text.slice(0, link.index) : text)
  // The longest beginning that fits, found by halving.
  let [low, high] = [0, chars.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(chars.slice(0, middle).join('') + end)) low = middle
    else high = middle - 1
  }
  return atSentence(chars.slice(0, low).join('')) + end
}

/** Ends after the last whole sentence, if that keeps most of the text; else after the last whole word. */
function atSentence(text: string): string {
  const sentence = [...text.matchAll(/[.!?](?=\s)/g)].at(-1)
  if (sentence && sentence.index > text.length * 0.6) return text.slice(0, sentence.index)
  const word = text.search(/\s\S*$/)
  return (word > text.length * 0.6 ? text.slice(0, word) : text).replace(/[\s,;:.]+$/, '')
}
