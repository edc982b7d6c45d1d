import type { KeyPurpose, Secrets } from '../src/kernel/secrets.ts'
import { doorKeys, foreignSecret } from './fuzz-site.ts'
import { typedSecret } from './fuzz-values.ts'
import type { RawAnswer } from './raw-http.ts'

/** Something that must not be, with the input that brought it out. */
export interface FuzzFault {
  what: string
  /** Who sent what, short. */
  input: string
}

const guards: Record<string, RegExp> = { 'content-security-policy': /default-src 'none'/, 'x-content-type-options': /^nosniff$/, 'referrer-policy': /^(same-origin|no-referrer)$/, 'x-frame-options': /^(SAMEORIGIN|DENY)$/ }

/** What is wrong with an answer, whatever was asked. */
export function checkAnswer(answer: RawAnswer): string[] {
  const { status, headers, body } = answer
  if (status === 0) return []
  const type = headers.get('content-type') ?? ''
  const location = headers.get('location')
  return [
    ...(status >= 500 ? [`answer ${status}`] : []),
    ...Object.entries(guards).flatMap(([name, expected]) => (expected.test(headers.get(name) ?? '') ? [] : [`answer ${status} without ${name}`])),
    ...(headers.has('x-powered-by') || headers.has('server') ? ['the server names its make'] : []),
    ...([...headers.keys()].some((name) => name.startsWith('x-fuzz')) || /(^|\n)x-fuzz=/.test(headers.get('set-cookie') ?? '') ? ['a header of the sender came back as one of ours'] : []),
    ...(location !== undefined && !/^\/(?![/\\])/.test(location) ? [`leads away to ${location}`] : []),
    ...(/html|svg/.test(type) ? checkPage(body) : []),
    ...(/csv/.test(type) && /(^|[;,"\n\r])[=+@]\S*x-fuzz/.test(body) ? ['a cell of the CSV is a formula'] : []),
    ...(body.includes(foreignSecret) ? ['shows what belongs to another regency'] : []),
    ...(/node_modules|\bat async |\.tsx?:\d+|violates (foreign|unique|check)|syntax error at|invalid input syntax/.test(body) ? ['shows the inside of the program'] : []),
  ]
}

function checkPage(body: string): string[] {
  return [
    ...(/<x-fuzz/.test(body) ? ['markup of the sender came back unescaped'] : []),
    ...(/" x-fuzz-on="/.test(body) ? ['an attribute of the sender came back unescaped'] : []),
    ...(/\b(?:href|src|action|formaction)="\s*(?:javascript|data|vbscript):(?!image\/)/i.test(body) ? ['a link that runs'] : []),
    ...(/\b(?:href|action|formaction)="(?:https?:)?[/\\]{2}jahat\.example/.test(body) ? ['a link that leads away'] : []),
    ...(/<script(?![^>]*\ssrc=)|\son[a-z]+="|<img src=x/i.test(body) ? ['script in the page'] : []),
  ]
}

const purposes: KeyPurpose[] = ['nik-encryption', 'nik-lookup', 'ticket-code', 'seal', 'session', 'cookie', 'app-role', 'internal-note', 'authority', 'p12']

/** What stands in the log and should not: keys, what was typed as a secret, cookies of sessions; and each line that tells of something unforeseen. */
export function checkLog(lines: string[], known: { secrets: Secrets; cookies: string[] }): string[] {
  const kept = purposes.flatMap((purpose) => [known.secrets.key(purpose).toString('hex'), known.secrets.key(purpose).toString('base64')])
  const forbidden = [typedSecret, ...Object.values(doorKeys), ...kept, ...known.cookies.filter((cookie) => cookie.length > 20)]
  return lines.flatMap((line) => [
    ...(forbidden.some((secret) => line.includes(secret)) ? [`a secret in the log: ${line.slice(0, 300)}`] : []),
    ...(Number(/"level":(\d+)/.exec(line)?.[1]) >= 50 ? [`logged as an error: ${line.slice(0, 1500)}`] : []),
  ])
}
