/** A query whose values may be in any character set: gateways write `%E9` in the one that they name beside it. */
export interface QueryBytes {
  /** A value in UTF-8; empty where there is none. */
  text(name: string): string
  /** A value in the character set that a gateway names, or by its coding (0 small alphabet, 1 bytes, 2 UCS-2) where it names none. */
  decode(name: string, charset: string, coding: string): string
}

/** Takes a query apart without reading its bytes as text. The first value of a name counts. */
export function queryBytes(url: string): QueryBytes {
  const values = new Map<string, Buffer>()
  for (const pair of url.includes('?') ? url.slice(url.indexOf('?') + 1).split('&') : []) {
    const cut = pair.indexOf('=')
    const name = bytesOf(cut < 0 ? pair : pair.slice(0, cut)).toString('utf8')
    if (!values.has(name)) values.set(name, cut < 0 ? Buffer.alloc(0) : bytesOf(pair.slice(cut + 1)))
  }
  const bytes = (name: string) => values.get(name) ?? Buffer.alloc(0)
  return {
    text: (name) => bytes(name).toString('utf8').replaceAll('\0', ''),
    decode: (name, charset, coding) => decoder(charset, coding, bytes(name)).decode(bytes(name)).replaceAll('\0', ''),
  }
}

function bytesOf(text: string): Buffer {
  const parts = text.replaceAll('+', ' ').match(/%[0-9a-f]{2}|[^%]+|%/gi) ?? []
  return Buffer.concat(parts.map((part) => (/^%[0-9a-f]{2}$/i.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'))))
}

function decoder(charset: string, coding: string, bytes: Buffer): TextDecoder {
  if (charset) {
    try {
      return new TextDecoder(charset)
    } catch {
      // “8-BIT” and its like name no character set.
    }
  }
  if (coding === '2') return new TextDecoder('utf-16be')
  return isUtf8(bytes) ? new TextDecoder() : new TextDecoder('windows-1252')
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
