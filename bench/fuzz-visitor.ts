import type { DemoOfficer } from '../demo/staff.ts'
import { attacked, type FuzzSite } from './fuzz-site.ts'
import { type PageForm, readForms, readLinks } from './page-forms.ts'
import { askRaw, type RawAnswer, type RawRequest } from './raw-http.ts'

export interface VisitorOrder {
  method: string
  path: string
  headers?: [string, string][]
  body?: Buffer
  host?: string
}

/** Somebody with a browser: a guest, or signed in. Remembers what pages led to. */
export class FuzzVisitor {
  readonly name: string
  readonly cookies = new Map<string, string>()
  /** For each kind of form, the latest pages where it was seen. */
  readonly formPages = new Map<string, string[]>()
  /** All addresses of this site that were seen. */
  readonly seen = new Set<string>(['/'])
  /** Forms of the last page, and a token that goes with the cookies. */
  forms: PageForm[] = []
  csrf = ''
  readonly #site: FuzzSite
  readonly #who: 'guest' | 'citizen' | DemoOfficer

  constructor(site: FuzzSite, who: 'guest' | 'citizen' | DemoOfficer) {
    this.#site = site
    this.#who = who
    this.name = typeof who === 'string' ? who : who.username
  }

  /** Sends one request and takes note of what the answer holds. */
  async ask(order: VisitorOrder): Promise<RawAnswer> {
    const answer = await askRaw(this.#site.port, this.written(order))
    if (order.host === undefined) this.#note(order.path, answer)
    return answer
  }

  /** The request as it goes over the line. */
  written({ method, path, headers = [], body, host }: VisitorOrder): RawRequest {
    const own: [string, string][] = headers.some(([name]) => name === 'cookie') || this.cookies.size === 0 ? [] : [['cookie', [...this.cookies].map((pair) => pair.join('=')).join('; ')]]
    return { method, path, headers: [['host', host ?? `${attacked}.localhost`], ...own, ...headers], ...(body && { body }) }
  }

  /** Signs in anew when the session is gone; whoever was signed out, erased or locked is somebody new. Gives whether that was needed. */
  async keepSignedIn(): Promise<boolean> {
    if (this.#who === 'guest') return false
    const home = this.#who === 'citizen' ? '/laporan-saya' : '/kotak-masuk'
    if (this.cookies.size > 0 && (await this.ask({ method: 'GET', path: home })).status === 200) return false
    this.cookies.clear()
    for (const [name, value] of await this.#site.signIn(this.#who)) this.cookies.set(name, value)
    const { status } = await this.ask({ method: 'GET', path: home })
    if (status !== 200) throw new Error(`${this.name} was signed in, and ${home} answers ${status}`)
    return true
  }

  #note(path: string, { status, headers, body }: RawAnswer): void {
    for (const line of headers.get('set-cookie')?.split('\n') ?? []) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/s)
      if (/^tanggap[\w.-]*$/.test(name) && !line.includes('Max-Age=0')) this.cookies.set(name, value)
      else this.cookies.delete(name)
    }
    if (!/html/.test(headers.get('content-type') ?? '')) return
    this.forms = readForms(body)
    this.csrf = this.forms.flatMap((form) => form.controls).find((control) => control.name === '_csrf')?.value || this.csrf
    for (const link of [...readLinks(body), ...this.forms.map((form) => form.action)]) if (/^\/(?!\/)/.test(link) && this.seen.size < 3000) this.seen.add(link.split('#')[0]!)
    if (status !== 200 || path.length > 300) return
    for (const form of this.forms) {
      if (isDoor(form)) continue
      const pages = this.formPages.get(kindOf(form)) ?? []
      if (!pages.includes(path)) this.formPages.set(kindOf(form), [...pages, path].slice(-12))
    }
  }
}

/** Forms that stand on every page: they end the session, or look something up. */
export function isDoor(form: PageForm): boolean {
  return form.action === '/keluar' || (form.method === 'get' && !form.controls.some((control) => control.type === 'textarea'))
}

/** What forms have in common that differ in a number or an id alone. */
export function kindOf(form: PageForm): string {
  return form.action.replace(/[\d-]{9,}|[0-9a-f-]{36}/g, '…').split('?')[0]!
}
