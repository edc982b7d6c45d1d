import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tanggap-config-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

function faultsOf(environment: Record<string, string | undefined>): Record<string, string> {
  try {
    readConfig({ TANGGAP_DATA: folder(), ...environment })
  } catch (error) {
    if (error instanceof ConfigError) return Object.fromEntries(error.faults.map((fault) => [fault.name, fault.text]))
    throw error
  }
  return {}
}

const goodKey = randomBytes(32).toString('base64')
const production = { NODE_ENV: 'production', TANGGAP_MASTER_KEY: goodKey, DATABASE_URL: 'postgres://tanggap:kE9fmd02ls@db.example:5432/tanggap', TANGGAP_HOST: 'tanggap.example.go.id' }

describe('without settings', () => {
  test('it runs here, on this machine only, with demonstration people', () => {
    const config = readConfig({ TANGGAP_DATA: folder() })
    expect(config).toMatchObject({ production: false, port: 3000, listen: '127.0.0.1', baseHost: 'localhost', https: false, trustProxy: false, demo: true, logLevel: 'warn' })
    expect(config.databaseUrl).toBeUndefined()
  })

  test('the master key is made at the first start, readable by its owner only, and is the same at the next', () => {
    const data = join(folder(), 'new', 'data')
    const first = readConfig({ TANGGAP_DATA: data }).secrets.key('seal')
    expect(readConfig({ TANGGAP_DATA: data }).secrets.key('seal')).toEqual(first)
    expect(statSync(join(data, 'master-key')).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readFileSync(join(data, 'master-key'), 'utf8'), 'base64')).toHaveLength(32)
  })

  test('a key file that was damaged is never replaced: without it no NIK can be read', () => {
    for (const damaged of ['', 'xxxx', goodKey.slice(0, 20)]) {
      const data = folder()
      writeFileSync(join(data, 'master-key'), damaged)
      expect(Object.values(faultsOf({ TANGGAP_DATA: data }))).toEqual([expect.stringContaining('rusak')])
      expect(readFileSync(join(data, 'master-key'), 'utf8')).toBe(damaged)
    }
  })

  test('an empty setting is as none', () => {
    expect(readConfig({ TANGGAP_DATA: folder(), PORT: '', DATABASE_URL: '', TANGGAP_MASTER_KEY: '' }).port).toBe(3000)
  })
})

describe('in production', () => {
  test('everything given, it starts, reached by https, without demonstration', () => {
    expect(readConfig(production)).toMatchObject({ production: true, listen: '0.0.0.0', https: true, demo: false, baseHost: 'tanggap.example.go.id', databaseUrl: production.DATABASE_URL })
  })

  test('nothing given, nothing starts, and every missing setting is named at once', () => {
    const faults = faultsOf({ NODE_ENV: 'production' })
    expect(Object.keys(faults).sort()).toEqual(['DATABASE_URL', 'TANGGAP_HOST', 'TANGGAP_MASTER_KEY'])
    expect(faults.TANGGAP_MASTER_KEY).toContain('openssl rand -base64 32')
  })

  test('no key is made by itself', () => {
    const data = folder()
    faultsOf({ NODE_ENV: 'production', TANGGAP_DATA: data })
    expect(() => statSync(join(data, 'master-key'))).toThrow('ENOENT')
  })

  test('a word that is not one of those allowed is named together with all that is missing', () => {
    const faults = faultsOf({ NODE_ENV: 'production', TANGGAP_LOG: 'keras', TANGGAP_PROXY: 'yes', PORT: '99999', TANGGAP_DEMO: 'ya', TANGGAP_HTTPS: 'tidak' })
    expect(Object.keys(faults).sort()).toEqual(['DATABASE_URL', 'PORT', 'TANGGAP_DEMO', 'TANGGAP_HOST', 'TANGGAP_HTTPS', 'TANGGAP_LOG', 'TANGGAP_MASTER_KEY', 'TANGGAP_PROXY'])
    expect(faults.TANGGAP_LOG).toBe('ditemukan “keras”, yang diharapkan salah satu dari: fatal, error, warn, info, debug, trace, silent.')
  })

  test.each([
    ['text that is no base64', 'rahasia sekali'],
    ['too short', randomBytes(16).toString('base64')],
    ['too long', randomBytes(48).toString('base64')],
    ['all zeros', Buffer.alloc(32).toString('base64')],
    ['one word repeated', Buffer.from('tanggap-tanggap-tanggap-tanggap-').toString('base64')],
  ])('a master key that is %s is refused', (_, key) => {
    expect(Object.keys(faultsOf({ ...production, TANGGAP_MASTER_KEY: key }))).toEqual(['TANGGAP_MASTER_KEY'])
  })

  test('a password that is empty or on every list is refused', () => {
    for (const password of ['', 'postgres', 'password', 'tanggap', 'SECRET', '123456']) {
      expect(Object.keys(faultsOf({ ...production, DATABASE_URL: `postgres://tanggap:${password}@db.example/tanggap` }))).toEqual(['DATABASE_URL'])
    }
  })

  test('a mode that is misspelt does not quietly become the open one', () => {
    expect(Object.keys(faultsOf({ ...production, NODE_ENV: 'Production' }))).toEqual(['NODE_ENV'])
    expect(Object.keys(faultsOf({ ...production, NODE_ENV: 'prod' }))).toEqual(['NODE_ENV'])
  })
})

test('an address that is no address is refused anywhere', () => {
  expect(Object.keys(faultsOf({ DATABASE_URL: 'mysql://x/y', TANGGAP_HOST: 'tanggap/../x', PORT: 'tiga' })).sort()).toEqual(['DATABASE_URL', 'PORT', 'TANGGAP_HOST'])
})

test('the error that a person reads names each setting on a line of its own', () => {
  const error = new ConfigError([{ name: 'A', text: 'satu.' }, { name: 'B', text: 'dua.' }])
  expect(error.message.split('\n').slice(1)).toEqual(['  A: satu.', '  B: dua.'])
})
