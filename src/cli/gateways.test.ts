import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../kernel/config.ts'
import { makeLog } from '../kernel/log.ts'
import { readGateways } from './gateways.ts'
import { makeGateways } from './run-gateways.ts'

test('each gateway of each tenant is one line of the environment', () => {
  const { gateways, faults } = readGateways({
    TANGGAP_SMS_REMBANG: 'kannel+http://tanggap:rahasia@127.0.0.1:13013/cgi-bin/sendsms?from=1708',
    TANGGAP_SMTP_KOTA_CONTOH: 'smtps://u:p@surel.example:465?from=layanan@example.go.id', PATH: '/bin', TANGGAP_SMS_CIREBON: '',
  })
  expect(faults).toEqual([])
  expect([...gateways.keys()]).toEqual(['rembang', 'kota-contoh'])
  expect(gateways.get('rembang')?.sms?.username).toBe('tanggap')
})

test('the registers of people and of civil servants are each one line, asked by one client however often they are wanted', () => {
  const environment = { TANGGAP_REGISTER_REMBANG: 'https://register.example.go.id/cocok?kunci=a', TANGGAP_PERSONNEL_REMBANG: 'https://kepegawaian.example.go.id/cocok?kunci=b', TANGGAP_DATA: mkdtempSync(join(tmpdir(), 'tanggap-gateways-')) }
  onTestFinished(() => rmSync(environment.TANGGAP_DATA, { recursive: true }))
  const gateways = makeGateways(environment, { config: readConfig(environment), log: makeLog('silent'), now: () => new Date('2026-11-22T03:00:00Z'), siteOf: () => 'http://x.example' })
  expect([gateways.registerOf('rembang')?.source, gateways.personnelOf('rembang')?.source]).toEqual(['layanan register kependudukan', 'layanan register kepegawaian'])
  expect(gateways.personnelOf('rembang')).toBe(gateways.personnelOf('rembang'))
  expect([gateways.registerOf('cirebon'), gateways.personnelOf('cirebon')]).toEqual([undefined, undefined])
  expect(readGateways({ TANGGAP_PERSONNEL_REMBANG: 'ftp://kepegawaian.example.go.id' }).faults.map((fault) => fault.name)).toEqual(['TANGGAP_PERSONNEL_REMBANG'])
})

test('an address of a wrong kind is named with its setting', () => {
  const { gateways, faults } = readGateways({ TANGGAP_SMS_REMBANG: 'http://127.0.0.1:13013', TANGGAP_IMAP_REMBANG: 'bukan alamat', TANGGAP_SMTP_REMBANG: 'smtps://u:p@surel.example:465' })
  expect(gateways.size).toBe(0)
  expect(faults.map((fault) => fault.name)).toEqual(['TANGGAP_SMS_REMBANG', 'TANGGAP_IMAP_REMBANG', 'TANGGAP_SMTP_REMBANG'])
})

test('the esign service of BSrE needs a name and a password, and https unless it runs on this machine', () => {
  const { gateways, faults } = readGateways({
    TANGGAP_ESIGN_REMBANG: 'esign+https://tanggap:rahasia@esign.example.go.id', TANGGAP_ESIGN_BENGKALIS: 'esign+http://tanggap:rahasia@127.0.0.1:8080',
    TANGGAP_ESIGN_CIREBON: 'esign+http://tanggap:rahasia@10.0.0.5', TANGGAP_ESIGN_LUMAJANG: 'esign+https://esign.example.go.id', TANGGAP_ESIGN_KOTA_CONTOH: 'https://u:p@esign.example.go.id',
  })
  expect([...gateways.keys()]).toEqual(['rembang', 'bengkalis'])
  expect(faults.map((fault) => [fault.name, fault.text])).toEqual([
    ['TANGGAP_ESIGN_CIREBON', expect.stringContaining('esign+https')], ['TANGGAP_ESIGN_LUMAJANG', expect.stringContaining('nama dan sandi')],
    ['TANGGAP_ESIGN_KOTA_CONTOH', expect.stringContaining('docs/signing.md')],
  ])
  expect(faults.map((fault) => fault.text).join(' ')).not.toContain('rahasia')
})

test('a tenant with the esign service signs there, under the name and password of its setting; another with the certificates kept here', async () => {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')}`)
    request.resume().on('end', () => response.writeHead(503).end())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const data = mkdtempSync(join(tmpdir(), 'tanggap-gateways-'))
  onTestFinished(() => {
    server.close()
    rmSync(data, { recursive: true })
  })
  const now = new Date('2026-11-22T03:00:00Z')
  const environment = { TANGGAP_DATA: data, TANGGAP_ESIGN_REMBANG: `esign+http://tanggap:p%40ss@127.0.0.1:${(server.address() as AddressInfo).port}/layanan` }
  const gateways = makeGateways(environment, { config: readConfig(environment), log: makeLog('silent'), now: () => now, siteOf: () => 'http://x.example' })
  expect([gateways.signerOf('rembang').name, gateways.signerOf('bengkalis').name]).toEqual(['bsre', 'p12'])
  const order = { pdf: Buffer.from('%PDF-'), nik: '9908101712859001', passphrase: 'Kapal Kayu 7', reason: 'Uji', place: 'Rembang', at: now }
  await expect(gateways.signerOf('rembang').sign(order)).rejects.toMatchObject({ why: 'unreachable' })
  expect(asked).toEqual(['/layanan/api/sign/pdf tanggap:p@ss'])
})
