import { SigningRefusal } from './signer.ts'

export interface BsreSettings {
  /** `https://esign.example.go.id`, without user, password and `/api`. */
  url: string
  user: string
  password: string
  /** Milliseconds for one call with its answer; a minute unless told. */
  timeoutMs?: number
}

/** What the service said; its words are for `refuseBsre` to translate, never for people. */
export interface BsreAnswer {
  status: number
  kind: 'pdf' | 'other'
  body: Buffer
  json: unknown
}

export const tryAgain = 'Naskah Anda tetap tersimpan; silakan coba lagi beberapa saat lagi.'

/** One call: a POST where there is a form, else a GET. Refuses `unreachable` where no whole answer comes in time. */
export async function askBsre({ url, user, password, timeoutMs = 60_000 }: BsreSettings, path: string, form?: FormData): Promise<BsreAnswer> {
  try {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
    const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
      method: form ? 'POST' : 'GET', redirect: 'error', signal: AbortSignal.timeout(timeoutMs), ...(form && { body: form }),
      headers: { authorization, accept: 'application/pdf, application/json', connection: 'close' },
    })
    const body = Buffer.from(await response.arrayBuffer())
    const isPdf = response.headers.get('content-type')?.startsWith('application/pdf') || body.subarray(0, 5).equals(Buffer.from('%PDF-'))
    const kind = isPdf ? 'pdf' : 'other'
    return { status: response.status, kind, body, json: kind === 'pdf' ? undefined : readJson(body) }
  } catch (error) {
    // Without the error itself, whose parts may hold what was sent.
    const slow = error instanceof DOMException && error.name === 'TimeoutError'
    const what = slow ? `tidak menjawab dalam ${String(timeoutMs / 1000).replace('.', ',')} detik` : 'tidak dapat dihubungi'
    throw new SigningRefusal('unreachable', `Layanan tanda tangan BSrE ${what}. ${tryAgain}`)
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
