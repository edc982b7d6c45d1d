import { z } from 'zod'
import type { ConfigFault } from '../kernel/config.ts'

/** Settings of one tenant's gateways: each is one address, so that one line of the environment holds one gateway. */
export interface GatewaySettings {
  /** `kannel+http://user:password@host:13013/cgi-bin/sendsms?from=1708` or `gammu+postgres://user:password@host/smsd`. */
  sms?: URL
  /** `whatsapp+https://TOKEN@graph.facebook.com/v21.0/PHONE_ID?secret=APP_SECRET&verify=WORD`. */
  whatsapp?: URL
  /** `smtps://user:password@host:465?from=layanan@contoh.go.id`. */
  smtp?: URL
  /** `imaps://user:password@host:993/INBOX`. */
  imap?: URL
  /** `https://register.contoh.go.id/cocok?kunci=…`. A CSV register is loaded by `tanggap register load`. */
  register?: URL
  /** `https://kepegawaian.contoh.go.id/cocok?kunci=…`, the register of civil servants. A CSV copy is loaded by `tanggap register load --kepegawaian`. */
  personnel?: URL
  /** `esign+https://user:password@esign.contoh.go.id`, the esign client service of BSrE; `esign+http` on this machine only. */
  esign?: URL
}

const kinds = { SMS: 'sms', WHATSAPP: 'whatsapp', SMTP: 'smtp', IMAP: 'imap', REGISTER: 'register', PERSONNEL: 'personnel', ESIGN: 'esign' } as const
const protocols: Record<keyof GatewaySettings, RegExp> = {
  sms: /^(kannel\+https?|gammu\+postgres(ql)?):$/, whatsapp: /^whatsapp\+https?:$/, smtp: /^smtps?:$/, imap: /^imaps?:$/, register: /^https?:$/, personnel: /^https?:$/,
  esign: /^esign\+https?:$/,
}

/** Reads `TANGGAP_SMS_REMBANG=…` and its like, for each tenant. Gives every fault; a tenant's name is written with `_` for `-`. */
export function readGateways(environment: Record<string, string | undefined>): { gateways: Map<string, GatewaySettings>; faults: ConfigFault[] } {
  const gateways = new Map<string, GatewaySettings>()
  const faults: ConfigFault[] = []
  for (const [name, value] of Object.entries(environment)) {
    const found = /^TANGGAP_(SMS|WHATSAPP|SMTP|IMAP|REGISTER|PERSONNEL|ESIGN)_([A-Z0-9_]+)$/.exec(name)
    if (!found || !value) continue
    const kind = kinds[found[1] as keyof typeof kinds]
    const url = z.url().safeParse(value).success && URL.canParse(value) ? new URL(value) : undefined
    if (!url || !protocols[kind].test(url.protocol)) {
      faults.push({ name, text: `bukan alamat gerbang ${kind}: yang diharapkan ${protocols[kind].source.replace(/[\\^$]/g, '')}//… (lihat docs/${kind === 'esign' ? 'signing' : 'gateways'}.md).` })
      continue
    }
    const lack = lackOf(kind, url)
    if (lack) {
      faults.push({ name, text: lack })
      continue
    }
    const tenant = found[2]!.toLowerCase().replaceAll('_', '-')
    gateways.set(tenant, { ...gateways.get(tenant), [kind]: url })
  }
  return { gateways, faults }
}

/** What an address of the right kind does not say, or may not. */
function lackOf(kind: keyof GatewaySettings, url: URL): string | undefined {
  if (kind === 'smtp' && !url.searchParams.get('from')) return 'belum menyebut pengirimnya: tambahkan ?from=layanan@contoh.go.id'
  if (kind !== 'esign') return undefined
  if (!url.username || !url.password) return 'belum menyebut nama dan sandi aplikasi: esign+https://nama:sandi@esign.contoh.go.id'
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return url.protocol === 'esign+http:' && !here ? 'tanpa https hanya untuk mesin ini sendiri, karena frasa sandi melintas di jaringan: pakai esign+https://…' : undefined
}
