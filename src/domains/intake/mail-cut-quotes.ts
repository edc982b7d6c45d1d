/**
 * Mail programs begin the quoted letter with one of these lines; what follows is not the writer's. A forwarded letter is: it is what they want to
 * show.
 */
const quotedLetter = /^\s*[-_=*]{2,}\s*(original (message|appointment)|pesan asli|surat asli|pesan semula|reply message|pesan balasan)\s*[-_=*]{2,}/i
const forwardedLetter = /^\s*[-_=*]{2,}\s*(forwarded message|pesan (yang )?diteruskan|pesan terusan|begin forwarded message)|^(begin forwarded message|awal pesan terusan):/i
const headLine = /^\s*\*?(from|dari|sent|date|dikirim|terkirim|tanggal|to|kepada|ke|cc|tembusan|subject|subjek|perihal|hal)\s*:\*?\s*\S/i
const headFrom = /^\s*\*?(from|dari|pengirim)\s*:\*?\s*\S/i
const wrote = /(^|\s)(wrote|menulis|tulis|berkata)\s*:\s*$/i
const attributionStart = /^\s*(on|pada|le|di|\d{4}-\d\d-\d\d)\s?/i
/** Yahoo on Android puts the quoted letter on the attribution's own line. */
const attributionInside = /^\s*(on|pada)\b[^@]{5,200}@[^\s@]{1,200}\s+(wrote|menulis)\s*:/i
/** `2026-01-05 10:00 GMT+07:00 Wadul Bupati <aduan@…>:` */
const datedAttribution = /^\s*\d{4}-\d\d-\d\d\s+\d{1,2}[.:]\d\d.*<\S+@\S+>\s*:\s*$/
const isQuoted = (line: string) => /^\s?>/.test(line)

const device = ['iphone|ipad|android|ponsel|hp|handphone|gawai|perangkat|smartphone|samsung|galaxy|xiaomi|redmi|poco|oppo|vivo|realme|huawei|blackberry|nokia',
  'infinix|tecno|asus|yahoo|outlook|gmail|mail|email|surel|windows|proton|mymail|thunderbird'].join('|')
/** What programs write under a letter by themselves. */
const programLine = new RegExp(`^\\s*(${[
  `(dikirim|terkirim|dibuat|sent|diunduh|composed)\\b.{0,30}\\b(${device})\\b.{0,80}`, '(dapatkan|unduh|get|download) (outlook|aplikasi|yahoo|blue\\s?mail).{0,80}',
  '(bebas virus|virus-free)\\b.{0,80}', '<?https?://(aka\\.ms|overview\\.mail\\.yahoo\\.com|go\\.onelink\\.me|www\\.avast\\.com)\\S*>?', '[-_=*]{4,}',
].join('|')})\\s*$`, 'i')

/** A signature is short; a line of two hyphens with a long text after it is the writer's own rule. */
const longestSignature = 12
/** An attribution that a program broke into lines. */
const longestAttribution = 4
/** A longer line is prose. */
const longestMark = 400

/**
 * What the writer of a mail has written anew: without the letter that they answer, their signature, and what their program adds. Understands
 * Indonesian and English programs, answers above, below and between the quoted lines. `reply`: the mail says that it answers another; only then
 * single `>` lines count as quotes. Empty where a reply holds nothing new; a mail that is no reply is never cut to nothing.
 */
export function cutQuotes(text: string, reply: boolean): string {
  const lines = tidyLines(text)
  const own = withoutProgramLines(withoutSignature(withoutQuotes(lines, reply)))
  const cut = joinLines(own)
  return cut || reply ? cut : joinLines(withoutProgramLines(lines)) || joinLines(lines)
}

function tidyLines(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').replace(/[\u200b\u2060\ufeff]/g, '').replace(/[\u00a0\u202f]/g, ' ').split('\n').map((line) => line.trimEnd())
}

function joinLines(lines: string[]): string {
  return lines.join('\n').replace(/\n{3,}/g, '\n\n').trim()
}

/** The lines, with what is looked up for each: so that each is looked at once, however the mail was made. */
interface Page {
  lines: string[]
  /** From this line on, the first that is not empty. */
  nextFull: string[]
}

function readPage(lines: string[]): Page {
  const nextFull = [...lines]
  for (let at = lines.length - 2; at >= 0; at--) if (nextFull[at] === '') nextFull[at] = nextFull[at + 1]!
  return { lines, nextFull }
}

function withoutQuotes(lines: string[], reply: boolean): string[] {
  const page = readPage(lines)
  const kept: string[] = []
  let quotes = reply
  let hasWords = false
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const words = line.length > longestMark ? '' : line
    // Of a forwarded letter nothing is cut: whoever forwards wants it read.
    if (forwardedLetter.test(words)) return [...kept, ...lines.slice(at)]
    if (quotedLetter.test(words) || attributionInside.test(words) || (hasWords && startsHead(page, at))) return kept
    hasWords ||= /[\p{L}\p{N}]/u.test(line)
    const attribution = attributionLength(page, at)
    if (attribution > 0) {
      if (!isQuoted(page.nextFull[at + attribution] ?? '')) return kept
      quotes = true
      at += attribution - 1
    } else if (!(quotes && isQuoted(line))) kept.push(line)
  }
  return kept
}

/**
 * Whether Outlook's head of a quoted letter begins here: who, and at least two of when, to whom, about what. At the very top it is a forwarded
 * letter.
 */
function startsHead({ lines }: Page, at: number): boolean {
  if (lines[at]!.length > longestMark || !headFrom.test(lines[at]!)) return false
  return lines.slice(at + 1, at + 8).filter((line) => headLine.test(line.slice(0, longestMark))).length >= 2
}

/**
 * How many lines the attribution takes that begins here (`Pada Sen, 5 Jan 2026 … menulis:`); 0 where none does. It names an address, or quoted lines
 * follow.
 */
function attributionLength({ lines, nextFull }: Page, at: number): number {
  if (lines[at]!.length > longestMark || !(attributionStart.test(lines[at]!) || wrote.test(lines[at]!))) return 0
  for (let length = 1; length <= longestAttribution && at + length <= lines.length; length++) {
    const last = lines[at + length - 1]!
    if (last === '' || last.length > longestMark || isQuoted(last)) return 0
    const whole = lines.slice(at, at + length).join(' ')
    if (!wrote.test(last) && !datedAttribution.test(whole)) continue
    return /\S@\S/.test(whole) || isQuoted(nextFull[at + length] ?? '') ? length : 0
  }
  return 0
}

function withoutSignature(lines: string[]): string[] {
  let full = 0
  let cut = lines.length
  for (let at = lines.length - 1; at >= 0 && full <= longestSignature; at--) {
    if (lines[at] === '--') cut = at
    if (lines[at] !== '') full++
  }
  return lines.slice(0, cut)
}

function withoutProgramLines(lines: string[]): string[] {
  let end = lines.length
  while (end > 0 && (lines[end - 1] === '' || (lines[end - 1]!.length <= longestMark && programLine.test(lines[end - 1]!)))) end--
  return lines.slice(0, end)
}
