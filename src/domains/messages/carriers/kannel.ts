import { type Carrier, CarrierRefusal, type Handover, type Letter } from '../carrier.ts'
import { splitSms } from './split-sms.ts'

export interface KannelSettings {
  /** Kannel's `sendsms`, `http://127.0.0.1:13013/cgi-bin/sendsms`. */
  url: string
  username: string
  password: string
  /** The number that people see and answer to. */
  from?: string
  /** The route inside of Kannel, where there are several. */
  smsc?: string
  /** Our address for delivery reports, with its token: `http://127.0.0.1:3000/gerbang/kannel/laporan?kunci=…`. */
  reportUrl?: string
  /** Milliseconds to wait for Kannel; ten seconds unless told. */
  patience?: number
}

/**
 * SMS through a Kannel gateway (1.4), by GET on its `sendsms`. What it accepts lies in its store; what becomes of it is reported to `reportUrl`
 * under the letter's id.
 */
export function makeKannelCarrier(settings: KannelSettings): Carrier {
  return { channel: 'sms', name: 'kannel', send: (letter) => send(settings, letter) }
}

async function send(settings: KannelSettings, letter: Letter): Promise<Handover> {
  const url = new URL(settings.url)
  for (const [name, value] of Object.entries(queryOf(settings, letter))) url.searchParams.set(name, value)
  // Every letter its own connection: one that Kannel let go meanwhile would make it uncertain whether the letter was taken.
  const response = await fetch(url, { signal: AbortSignal.timeout(settings.patience ?? 10_000), redirect: 'error', headers: { connection: 'close' } })
  const text = (await response.text()).trim().slice(0, 200)
  // 0: accepted for delivery; 3: queued until the operator can be reached.
  if (response.ok && /^[03]:/.test(text)) return { state: 'sent' }
  // A wrong password, or a fault on Kannel's side, is not the letter's: it waits until it is mended.
  if (response.status === 401 || response.status >= 500 || response.ok || /authori[sz]ation/i.test(text)) throw new Error(`Kannel: ${response.status} ${text}`)
  throw new CarrierRefusal(`Kannel: ${response.status} ${text}`)
}

function queryOf(settings: KannelSettings, letter: Letter): Record<string, string> {
  const { coding, text } = splitSms(letter.text)
  return {
    username: settings.username, password: settings.password, to: letter.to, text, charset: 'UTF-8', coding: coding === 'ucs-2' ? '2' : '0',
    ...(settings.from && { from: settings.from }), ...(settings.smsc && { smsc: settings.smsc }),
    ...(settings.reportUrl && { 'dlr-mask': '31', 'dlr-url': reportUrl(settings.reportUrl, letter) }),
  }
}

/** `%d` is Kannel's own: it puts the kind of report there. */
function reportUrl(base: string, letter: Letter): string {
  const url = new URL(base)
  url.searchParams.set('kabupaten', letter.tenant)
  url.searchParams.set('surat', letter.id)
  return `${url.toString()}&jenis=%d`
}
