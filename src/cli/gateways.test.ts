import { expect, test } from 'vitest'
import { readGateways } from './gateways.ts'

test('each gateway of each tenant is one line of the environment', () => {
  const { gateways, faults } = readGateways({
    TANGGAP_SMS_REMBANG: 'kannel+http://tanggap:rahasia@127.0.0.1:13013/cgi-bin/sendsms?from=1708',
    TANGGAP_SMTP_KOTA_CONTOH: 'smtps://u:p@surel.example:465?from=layanan@example.go.id', PATH: '/bin', TANGGAP_SMS_CIREBON: '',
  })
  expect(faults).toEqual([])
  expect([...gateways.keys()]).toEqual(['rembang', 'kota-contoh'])
  expect(gateways.get('rembang')?.sms?.username).toBe('tanggap')
})

test('an address of a wrong kind is named with its setting', () => {
  const { gateways, faults } = readGateways({ TANGGAP_SMS_REMBANG: 'http://127.0.0.1:13013', TANGGAP_IMAP_REMBANG: 'bukan alamat', TANGGAP_SMTP_REMBANG: 'smtps://u:p@surel.example:465' })
  expect(gateways.size).toBe(0)
  expect(faults.map((fault) => fault.name)).toEqual(['TANGGAP_SMS_REMBANG', 'TANGGAP_IMAP_REMBANG', 'TANGGAP_SMTP_REMBANG'])
})
