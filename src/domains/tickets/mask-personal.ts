/** What stands in place of something personal on a public page. */
export const maskWords = { nik: '[nomor kependudukan disembunyikan]', phone: '[telepon disembunyikan]', email: '[surel disembunyikan]', plate: '[nomor kendaraan disembunyikan]' } as const
export type MaskKind = keyof typeof maskWords

interface Rule {
  kind: MaskKind
  pattern: RegExp
  /** What the pattern found may still be something else. */
  isOne?(found: string, before: string): boolean
}

const gap = '[ .\\-\\u00a0]?'
const digitsOf = (text: string) => text.replace(/\D/g, '')

// The areas of Indonesian number plates (Perpol 7/2021). Two letters that begin an address, such as RT, are none.
const areas = 'AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z'
const afterNumbers = /^(?:jt|rb|km|cm|mm|kg|gr|gb|mb|kw|wib|th|thn|tgl|bln|hr|org|kk|rt|rw|no|jl|gg|lt|dan|di|ke|m|x)$/i
const saysPlate = /(?:plat|nopol|no\.?\s?pol|nomor\s+polisi|kendaraan|mobil|motor|truk)\W*(?:\w+\W+){0,2}$/i

const rules: Rule[] = [
  { kind: 'email', pattern: /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63})+/gu },
  // NIK and family card numbers have sixteen digits, written in one or in groups.
  { kind: 'nik', pattern: new RegExp(`(?<![\\d])\\d(?:${gap}\\d){15}(?!\\d)`, 'g') },
  {
    kind: 'phone', pattern: new RegExp(`(?<![\\d.,/])(?:\\+?62${gap}|0)8[1235789](?:${gap}\\d){7,11}(?!\\d)`, 'g'),
    isOne: (found) => digitsOf(found).length >= 10 && digitsOf(found).length <= 15,
  },
  // Landlines only where the text says that they are: other numbers look the same.
  { kind: 'phone', pattern: new RegExp(`(?<=\\b(?:telp|telpon|telepon|tlp|hp|wa|whatsapp|fax)\\W{0,6}(?:nomor\\W|no\\W{1,2})?)\\(?\\+?0?\\d{2,4}\\)?(?:${gap}\\d){5,10}(?!\\d)`, 'gi'), isOne: (found) => digitsOf(found).length >= 7 },
  {
    kind: 'plate', pattern: new RegExp(`(?<![\\p{L}\\d])(${areas})[ .\\-]?([1-9]\\d{0,3})[ .\\-]?([A-Z]{1,3})(?![\\p{L}\\d])`, 'giu'),
    isOne: isPlate,
  },
]

// “d 5jt”, “L 2 dan 3”, “B 1 no” are none; small letters count only with a word before them that speaks of a vehicle, or with three digits and more.
function isPlate(found: string, before: string): boolean {
  const [, area = '', number = '', suffix = ''] = new RegExp(`^(${areas})[ .\\-]?(\\d+)[ .\\-]?([A-Z]+)$`, 'i').exec(found) ?? []
  if (afterNumbers.test(suffix)) return false
  if (saysPlate.test(before.slice(-60))) return true
  return number.length >= 3 && (found === found.toUpperCase() ? true : area.length === 2 && number.length === 4)
}

/** A part of a text, and what stands in its place. */
export interface CoveredSpan {
  at: number
  end: number
  words: string
}

function spansOf({ kind, pattern, isOne }: Rule, text: string): CoveredSpan[] {
  return [...text.matchAll(pattern)]
    .filter((match) => !isOne || isOne(match[0], text.slice(Math.max(0, match.index - 80), match.index)))
    .map((match) => ({ at: match.index, end: match.index + match[0].length, words: maskWords[kind] }))
}

/** Where these patterns stand in a text as it was written; spans may overlap. */
export function personalSpans(text: string): CoveredSpan[] {
  return rules.flatMap((rule) => spansOf(rule, text))
}

/** The text with these spans covered. Of spans that touch one another the whole is covered, under the words of the first. */
export function coverSpans(text: string, spans: CoveredSpan[]): string {
  const merged: CoveredSpan[] = []
  for (const span of spans.toSorted((a, b) => a.at - b.at || b.end - a.end)) {
    const last = merged.at(-1)
    if (last && span.at < last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ ...span })
  }
  return merged.reduceRight((covered, { at, end, words }) => covered.slice(0, at) + words + covered.slice(end), text)
}

/**
 * A text as everybody may read it: NIK and family card numbers, phone numbers, e-mail addresses and number plates are covered by words that say so. By pattern
 * only: names and addresses stay, and what people write in words is not seen. Pure; quick on any text.
 */
export function maskPersonal(text: string): string {
  return rules.reduce((masked, rule) => coverSpans(masked, spansOf(rule, masked)), text)
}
