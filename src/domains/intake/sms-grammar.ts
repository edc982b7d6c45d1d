import { readTicketNumber } from '../tickets/index.ts'
import { aroundThanks, askingWords, fillers, greetings, shortAnswers, thanks, wordSet } from './sms-words.ts'

/** What somebody wants who writes us a short text. `typed` is a number that cannot be one of ours, as it was written. */
export type SmsOrder =
  | { kind: 'report'; text: string; /** It begins with LAPOR: never the answer to something. */ fresh: boolean }
  | { kind: 'check' | 'withdraw' | 'answer'; number?: string; typed?: string; text: string }
  | { kind: 'help' }
  | { kind: 'noise'; of: 'greeting' | 'thanks' | 'short' | 'empty' }

type Command = 'check' | 'withdraw' | 'answer' | 'help' | 'report'

const commands: Record<Command, ReadonlySet<string>> = {
  check: wordSet('cek check chek status lacak'),
  withdraw: wordSet('batal batalkan batalin cabut cancel'),
  answer: wordSet('jawab jawaban balas balasan tanggapan'),
  help: wordSet('bantuan bantu help info menu panduan petunjuk'),
  report: wordSet('lapor wadul aduan adu pengaduan ngadu'),
}

/** Reads a text as people type it on a telephone. Never throws: what is no command is a report, or says too little to be one. */
export function readSms(typed: string): SmsOrder {
  const text = tidy(typed)
  const words = wordsOf(text)
  if (words.length === 0) return /\?/.test(text) ? { kind: 'help' } : { kind: 'noise', of: 'empty' }
  const number = takeNumber(text)
  const asking = readAsking(words, number)
  if (asking) return asking
  if (number?.before === '' && number.rest === '') return { kind: 'check', ...number.found, text: '' }
  // A report may begin with somebody's telephone number; nine digits are meant as a ticket's.
  if (number?.before === '' && (number.found.number || number.found.typed?.replace(/\D/g, '').length === 9)) return numbered('answer', number)
  return readCommand(text) ?? readNoise(words) ?? { kind: 'report', text, fresh: false }
}

/** Without what PostgreSQL cannot keep and what nobody sees; blanks within lines are one. */
function tidy(typed: string): string {
  return typed.replaceAll('\0', '').toWellFormed().replace(/[\u200b-\u200f\u2060\ufeff]/g, '').replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n').trim()
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? []).slice(0, 200)
}

interface TakenNumber {
  /** Words before the number that are more than fillers. */
  before: string
  found: { number?: string; typed?: string }
  rest: string
}

// Nine digits as people group them; an O or l among them is a slip.
const nineDigits = /(?<![\p{L}\p{N}])\d(?:[\s.,\-–—_/#]{0,3}[\dOoIl]){7}[\s.,\-–—_/#]{0,3}\d(?!\d)/u
const someDigits = /(?<![\p{L}\p{N}])\d[\d .,\-–—_/#]{3,14}\d(?!\d)/u

/** The first number in a text that is, or was meant to be, one of a ticket. */
function takeNumber(text: string): TakenNumber | undefined {
  const match = nineDigits.exec(text) ?? someDigits.exec(text)
  if (!match) return undefined
  const written = match[0].trim()
  const digits = written.replace(/[Oo]/g, '0').replace(/[Il]/g, '1').replace(/\D/g, '')
  const number = readTicketNumber(digits)
  // A year, a price, a telephone number or the number of a house is no slip of a ticket's.
  if (!number && (digits.length < 7 || digits.length > 11)) return undefined
  const before = wordsOf(text.slice(0, match.index)).filter((word) => !fillers.has(word)).join(' ')
  return { before, found: number ? { number } : { typed: written }, rest: trimSeparators(text.slice(match.index + match[0].length)) }
}

function trimSeparators(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+/u, '').trim()
}

function numbered(kind: 'check' | 'withdraw' | 'answer', { found, rest }: TakenNumber): SmsOrder {
  return { kind, ...found, text: rest }
}

function readCommand(text: string): SmsOrder | undefined {
  const joined = text.replace(/^((?:\p{L} ){2,}\p{L})(?!\p{L})/u, (letters) => letters.replaceAll(' ', ''))
  const [, first = '', rest = ''] = /^[^\p{L}\p{N}]*(\p{L}+)([\s\S]*)$/u.exec(joined) ?? []
  const number = takeNumber(rest.replace(/^(?=\d)/, ' '))
  const follows = number?.before === ''
  const command = commandOf(first.toLowerCase(), follows)
  const said = wordsOf(rest).filter((word) => !fillers.has(word))
  const alone = said.length === 0
  switch (command) {
    case undefined: return undefined
    case 'report': return readReport(trimSeparators(rest))
    case 'help': return alone || said.join(' ') === 'cara' ? { kind: 'help' } : undefined
    case 'check': return follows ? numbered(command, number) : alone ? { kind: command, text: '' } : undefined
    case 'withdraw': return follows ? numbered(command, number) : alone ? { kind: command, text: '' } : undefined
    // JAWAB without a number may still be an answer: to the only question that is open.
    case 'answer': return follows ? numbered(command, number) : /^(jawab|balas)$/i.test(squeeze(first)) ? { kind: command, text: trimSeparators(rest) } : undefined
  }
}

function readReport(text: string): SmsOrder {
  const noise = readNoise(wordsOf(text))
  return noise || text === '' ? { kind: 'noise', of: 'short' } : { kind: 'report', text, fresh: true }
}

/**
 * `CEKK`, `bntuan`: a letter written twice or left out. With a number behind it a word need only be near to a command; without, it must be longer.
 */
function commandOf(word: string, numberFollows: boolean): Command | undefined {
  const names = Object.keys(commands) as Command[]
  const same = names.find((name) => exact(word, name))
  if (same) return same
  const slips = (known: string) => (known.length >= 7 ? 2 : known.length >= 5 || (numberFollows && known[0] === word[0]) ? 1 : 0)
  const near = names.find((name) => name !== 'report' && [...commands[name]].some((known) => isNear(word, known, slips(known))))
  // One wrong letter makes a command of many a word; without a number only BANTUAN is guessed.
  return near === 'help' || numberFollows ? near : undefined
}

function exact(word: string, command: Command): boolean {
  return commands[command].has(word.toLowerCase()) || commands[command].has(squeeze(word.toLowerCase()))
}

function squeeze(word: string): string {
  return word.replace(/(\p{L})\1+/gu, '$1')
}

/** Whether `word` becomes `known` by at most so many letters left out, added, changed or swapped with their neighbour. */
function isNear(word: string, known: string, most: number): boolean {
  const [a, b] = [squeeze(word), squeeze(known)]
  if (Math.abs(a.length - b.length) > most) return false
  return slipsBetween(a, b) <= most
}

function slipsBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

function readNoise(words: string[]): SmsOrder | undefined {
  const plain = words.map(squeeze)
  const all = (set: ReadonlySet<string>) => words.every((word, at) => set.has(word) || set.has(plain[at]!))
  if (all(greetings)) return { kind: 'noise', of: 'greeting' }
  if (words.some((word) => thanks.has(word)) && all(aroundThanks)) return { kind: 'noise', of: 'thanks' }
  if (all(shortAnswers)) return { kind: 'noise', of: 'short' }
  return plain.length === 1 && isGibberish(plain[0]!) ? { kind: 'noise', of: 'short' } : undefined
}

/** One word of hardly any letters, without a vowel, or all on one row of the keys. */
function isGibberish(word: string): boolean {
  return word.length < 3 || /^\p{N}+$/u.test(word) || (!/[aeiouy]/.test(word) && /^[a-z]+$/.test(word)) || /[^aeiouy\W]{5}/.test(word) || /^[asdfghjkl]{5,}$/.test(word)
}

/** “laporan saya 482109375 sampai mana ya pak”. */
function readAsking(words: string[], number: TakenNumber | undefined): SmsOrder | undefined {
  const said = words.filter((word) => !fillers.has(word) && !/^\p{N}+$/u.test(word))
  return number?.found.number && said.length > 0 && said.every((word) => askingWords.has(word)) ? { kind: 'check', number: number.found.number, text: '' } : undefined
}
