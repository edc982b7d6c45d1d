import { oneOf } from '../demo/chance.ts'

export type Chance = () => number

/** Stands in every hostile text; seen unescaped on a page, something was not escaped. */
export const marker = '<x-fuzz-123>'
/** Typed where a secret is asked for; it may stand in no log. */
export const typedSecret = 'rahasia-x-fuzz-frasa-8841'

/** Texts that break what is not careful. Each carries a marker where that is possible. */
const texts: readonly string[] = [
  marker, `<script>alert(1)</script>${marker}`, `"><img src=x onerror=alert(1)>${marker}`, `" x-fuzz-on="1`, `' x-fuzz-on='1`, `</textarea></title></script>${marker}`, `<!--${marker}`, `]]>${marker}`, `&lt;x&gt;${marker}&amp;`,
  `javascript:alert(1)//${marker}`, `data:text/html,${marker}`, `//jahat.example/${marker}`, 'https://jahat.example', '/\\jahat.example', `{{7*7}}${marker}`, `\${7*7}${marker}`, `{judul}{nomor}{pertanyaan}{__proto__}${marker}`, `<%= 7*7 %>${marker}`,
  `'; drop table ticket; --${marker}`, `' or '1'='1`, `1) or pg_sleep(9)--`, `\\'; --`, '%', '_', '%_%', `\\`, '"', `' & ! | <-> :*`, 'a & (b | !', `:*${marker}`,
  `\0${marker}`, `a\0b`, '\uFFFE\uFFFF', '\u202Eterbalik\u202C', '\u200F\u200Bx\u2066y', '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(20), 'Z̸̢͝'.repeat(60), '\u0001\u0007\u001b[31m', 'ﷺ'.repeat(80), 'İıßﬀ', '\r\nSet-Cookie: x-fuzz=1\r\n\r\n', `\r\nx-fuzz-injected: 1`, '\n'.repeat(500), '\t',
  ' ', '   ', '.', '..', '../../../../etc/passwd', '..\\..\\windows\\win.ini', 'file:///etc/passwd', 'C:\\', 'CON', '/dev/null', '%2e%2e%2f', '%00', '%0d%0aset-cookie:x-fuzz=1',
  '-1', '0', '1e309', 'NaN', 'Infinity', '-0', '9999999999999999999999', '2147483648', '-2147483649', '1.5', '0x10', '١٢٣', '1,5', 'null', 'undefined', 'true', '[object Object]', '__proto__', 'constructor', 'hasOwnProperty', 'toString',
  '0000-00-00', '2026-02-30', '99999-12-31', '-000001-01-01', '2026-13-01T25:61', '2026-02-02T09:00', '1970-01-01', '+275760-09-13', '24:00',
  '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '01956789-0000-7000-8000-0000000000aa', '123-456-789', '000-000-000', '33.17.05.2001',
  `=cmd|'/C x-fuzz'!A0`, `+1+cmd|x-fuzz`, `@SUM(1)x-fuzz`, '-2+3', `=HYPERLINK("https://jahat.example","${marker}")`,
  `a@b${marker}`, `"${marker}"@contoh.test`, `${'a'.repeat(300)}@contoh.test`, '+62', `+6284${'0'.repeat(40)}`, '0'.repeat(16), '9'.repeat(16), '1'.repeat(18),
  '[', '(a+)+$', '.*.*.*.*x', `- !!js/function "x"`, 'a: &a [*a]', '{"$gt":""}', '{"__proto__":{"x":1}}', '[1,2', `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${marker}`,
]

/** Texts so long that what is slow shows. */
const longs: readonly (() => string)[] = [
  () => 'a'.repeat(100_000), () => `${' '.repeat(60_000)}x`, () => '<'.repeat(50_000), () => `${marker} `.repeat(4000), () => '9'.repeat(70_000), () => 'a@'.repeat(30_000), () => '(('.repeat(25_000), () => '🙂'.repeat(15_000), () => 'kata '.repeat(15_000), () => `${'a-'.repeat(30_000)}!`, () => '\n- '.repeat(20_000), () => '0.'.repeat(30_000),
]

/** One hostile text; a long one now and then. */
export function hostileText(next: Chance): string {
  return next() < 0.04 ? oneOf(next, longs)() : oneOf(next, texts)
}

/** Bytes in an address or a form that decode to nothing. */
const brokenPercent = ['%', '%zz', '%E0%A4%A', '%ED%A0%80', '%C0%AF', '%FF%FE', '%u0041', '%00', '%F0%9F%92', '%%%', '%1']

/** A piece of an address, already written as it goes on the line. */
export function hostilePiece(next: Chance): string {
  if (next() < 0.25) return oneOf(next, brokenPercent)
  if (next() < 0.1) return oneOf(next, ['\t', 'é', '🙂', '<x-fuzz-123>', '"', '`', '{}', '|', '^', '..', '.', ';a=b', '?', '#', '&', ';', '*', 'a'.repeat(5000), '%41'.repeat(3000)])
  return encodeURIComponent(oneOf(next, texts).toWellFormed()).slice(0, 4000)
}

const oddHeaders: readonly (readonly [string, () => string])[] = [
  ['x-forwarded-for', () => `1.2.3.4, ${marker}`], ['x-forwarded-host', () => 'jahat.example'], ['x-forwarded-proto', () => 'javascript'], ['referer', () => `javascript:alert(1)//${marker}`], ['referer', () => `http://jahat.example/${marker}`], ['origin', () => 'null'],
  ['accept-language', () => `${marker};q=9`], ['user-agent', () => `${marker}${'\x01'.repeat(0)}${'u'.repeat(3000)}`], ['accept', () => '*/*;q=-1'], ['accept-encoding', () => 'br;q=0, zip, \u00ff'], ['range', () => 'bytes=-1-0,9-'], ['if-none-match', () => `"${marker}"`], ['if-modified-since', () => 'kemarin'],
  ['x-http-method-override', () => 'DELETE'], ['cookie', () => `tanggap_tiket=${'~'.repeat(4000)}`], ['cookie', () => `tanggap_csrf=${marker}; tanggap_bahasa=../en; tanggap_tiket=%00~%ff`], ['cookie', () => '=;=;;;__proto__=x; constructor=y'], ['cookie', () => `a=${'b'.repeat(12_000)}`], ['cookie', () => `tanggap.session_token=${encodeURIComponent(marker)}.AAAA; tanggap.session_data=e30=`], ['authorization', () => 'Basic Og=='], ['expect', () => '100-continue'],
  ['content-encoding', () => 'gzip'], ['content-language', () => marker], ['x-fuzz', () => 'a\x00b'], ['x fuzz', () => '1'], ['x-fuzz', () => 'a\r b'], ['upgrade', () => 'websocket'], ['te', () => 'trailers'], ['last-event-id', () => marker],
]

/** A header that few send, or none. */
export function hostileHeader(next: Chance): [string, string] {
  const [name, value] = oneOf(next, oddHeaders)
  return [name, value()]
}

export const methods = ['GET', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'QUERY'] as const
