import { expect, test } from 'vitest'
import { testSecrets } from '../../kernel/testing.ts'
import { Secrets } from '../../kernel/secrets.ts'
import { lookupHash, seal, unseal } from './vault.ts'

const place = { tenant: 'rembang', personId: '019a0000-0000-7000-8000-000000000001', what: 'nik' } as const
const nik = '3317011708909001'

test('a sealed text opens at its own place only', () => {
  const sealed = seal(testSecrets, place, nik)
  expect(unseal(testSecrets, place, sealed)).toBe(nik)
  expect(() => unseal(testSecrets, { ...place, tenant: 'lumajang' }, sealed)).toThrow()
  expect(() => unseal(testSecrets, { ...place, personId: '019a0000-0000-7000-8000-000000000002' }, sealed)).toThrow()
  expect(() => unseal(testSecrets, { ...place, what: 'phone' }, sealed)).toThrow()
  expect(() => unseal(new Secrets(Buffer.alloc(32, 8)), place, sealed)).toThrow()
})

test('no bit of a sealed text can be changed', () => {
  const sealed = seal(testSecrets, place, nik)
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 1
    expect(() => unseal(testSecrets, place, changed)).toThrow()
  }
})

test('the same text is sealed differently each time, and hashed the same within one tenant only', () => {
  expect(seal(testSecrets, place, nik)).not.toEqual(seal(testSecrets, place, nik))
  const hash = lookupHash(testSecrets, 'rembang', { what: 'nik', text: nik })
  expect(lookupHash(testSecrets, 'rembang', { what: 'nik', text: nik })).toEqual(hash)
  expect(lookupHash(testSecrets, 'lumajang', { what: 'nik', text: nik })).not.toEqual(hash)
  expect(lookupHash(testSecrets, 'rembang', { what: 'phone', text: nik })).not.toEqual(hash)
})
