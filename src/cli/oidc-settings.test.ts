import { expect, test } from 'vitest'
import { readOidc } from './oidc-settings.ts'

test('one line of the environment names the system by which officers sign in', () => {
  expect(readOidc({ TANGGAP_OIDC: 'https://tanggap:rahasia%2Fsekali@sso.contoh.go.id/realms/pegawai?nama=SSO ASN&amr=mfa' })).toEqual({
    oidc: { issuer: 'https://sso.contoh.go.id/realms/pegawai', clientId: 'tanggap', clientSecret: 'rahasia/sekali', name: 'SSO ASN', amr: 'mfa' }, faults: [],
  })
  expect(readOidc({ TANGGAP_OIDC: 'http://a:b@localhost:4000' })).toEqual({ oidc: { issuer: 'http://localhost:4000', clientId: 'a', clientSecret: 'b', name: 'SSO Pegawai' }, faults: [] })
  expect(readOidc({})).toEqual({ faults: [] })
})

test.each(['sso', 'http://a:b@sso.contoh.go.id', 'ftp://a:b@sso.contoh.go.id', 'https://sso.contoh.go.id', 'https://a@sso.contoh.go.id'])('“%s” is told as a fault', (value) => {
  expect(readOidc({ TANGGAP_OIDC: value })).toEqual({ faults: [{ name: 'TANGGAP_OIDC', text: expect.any(String) }] })
})
