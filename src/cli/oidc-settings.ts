import type { ConfigFault } from '../kernel/config.ts'
import type { OidcSettings } from '../domains/access/index.ts'

const usualName = 'SSO Pegawai'

/**
 * Reads `TANGGAP_OIDC=https://client:secret@sso.contoh.go.id/realms/pegawai?nama=SSO Pegawai&amr=mfa`: the system by which officers may sign in. Nothing where it is
 * not set; a fault where it is no such address. Plain http only on this machine itself.
 */
export function readOidc(environment: Record<string, string | undefined>): { oidc?: OidcSettings; faults: ConfigFault[] } {
  const value = environment.TANGGAP_OIDC
  if (!value) return { faults: [] }
  const url = URL.canParse(value) ? new URL(value) : undefined
  const here = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (!url || (url.protocol !== 'https:' && !here)) return { faults: [fault('bukan alamat sistem masuk: yang diharapkan https://klien:rahasia@sso.contoh.go.id/… (lihat docs/administration.md).')] }
  if (!url.username || !url.password) return { faults: [fault('belum menyebut klien dan rahasianya: https://klien:rahasia@sso.contoh.go.id/…')] }
  const amr = url.searchParams.get('amr')
  const oidc: OidcSettings = {
    issuer: `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`, clientId: decodeURIComponent(url.username), clientSecret: decodeURIComponent(url.password),
    name: url.searchParams.get('nama') || usualName, ...(amr && { amr }),
  }
  return { oidc, faults: [] }
}

function fault(text: string): ConfigFault {
  return { name: 'TANGGAP_OIDC', text }
}
