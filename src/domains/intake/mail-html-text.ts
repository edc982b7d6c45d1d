const unread = new Set(['style', 'script', 'head', 'title', 'template', 'noscript', 'svg'])
const ownLine = new Set(['div', 'tr', 'li', 'table', 'ul', 'ol', 'section', 'article', 'header', 'footer', 'hr', 'br', 'blockquote', 'body', 'center', 'pre', 'td', 'th'])
const ownParagraph = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const longest = 1_000_000
const deepest = 9

/**
 * The words of a mail in HTML, line by line; quoted parts get `> ` as in plain mail. Reads each character once, whatever the nesting; the result is
 * plain text and has to be escaped like any other. Of more than a million characters the rest is left out.
 */
export function htmlToText(html: string): string {
  const writer = new LineWriter()
  const source = html.slice(0, longest)
  const small = source.toLowerCase()
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('<', at)
    writer.write(source.slice(at, open < 0 ? source.length : open))
    if (open < 0) break
    if (source.startsWith('<!--', open)) {
      at = after(source, '-->', open + 4)
      continue
    }
    if (!/[a-z/!?]/i.test(source[open + 1] ?? '')) {
      writer.write('<')
      at = open + 1
      continue
    }
    at = after(source, '>', open)
    const name = /^<(\/?)([a-z][a-z0-9]*)/.exec(small.slice(open, open + 16))
    if (!name) continue
    if (unread.has(name[2]!) && !name[1]) at = after(source, '>', Math.max(at, indexOrEnd(small, `</${name[2]}`, at)))
    else writer.tag(name[2]!, name[1] === '/')
  }
  return writer.text()
}

function indexOrEnd(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from)
  return at < 0 ? text.length : at
}

function after(text: string, part: string, from: number): number {
  return Math.min(text.length, indexOrEnd(text, part, from) + part.length)
}

class LineWriter {
  readonly #lines: string[] = []
  #line = ''
  #depth = 0

  write(text: string): void {
    const words = decodeEntities(text).replace(/[ \t\r\n\f]+/g, ' ')
    this.#line += this.#line === '' || this.#line.endsWith(' ') ? words.trimStart() : words
  }

  tag(name: string, closes: boolean): void {
    if (name === 'br') return this.#endLine(true)
    if (!ownLine.has(name) && !ownParagraph.has(name)) return
    this.#endLine(false)
    if (ownParagraph.has(name) || name === 'blockquote') this.#blank()
    if (name === 'blockquote') this.#depth = Math.max(0, Math.min(deepest, this.#depth + (closes ? -1 : 1)))
    if (name === 'li' && !closes) this.#line = '- '
  }

  #endLine(evenEmpty: boolean): void {
    const line = this.#line.trim()
    if (line !== '' || evenEmpty) this.#lines.push('> '.repeat(this.#depth) + line)
    this.#line = ''
  }

  #blank(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('')
  }

  text(): string {
    this.#endLine(false)
    return this.#lines.join('\n').replace(/\n{3,}/g, '\n\n').trim()
  }
}

const named: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', middot: '·',
  copy: '©', reg: '®', deg: '°', times: '×', frac12: '½', eacute: 'é', laquo: '«', raquo: '»', zwnj: '', zwj: '', shy: '', ensp: ' ', emsp: ' ', thinsp: ' ', rarr: '→', sup2: '²',
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,8}));?/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(named, name.toLowerCase()) ? named[name.toLowerCase()]! : whole
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
  })
}
