import { expect, test } from 'vitest'
import { deviceSlot, readSubscription } from './push-subscription.ts'

const keys = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) }
const of = (endpoint: string, over: object = {}) => readSubscription(JSON.stringify({ endpoint, expirationTime: null, keys, ...over }))

test('the subscriptions of the known push services are taken, without what we do not use', () => {
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/abc:def', 'https://updates.push.services.mozilla.com/wpush/v2/abc', 'https://web.push.apple.com/abc',
    'https://wns2-sg2p.notify.windows.com/w/?token=abc',
  ]) {
    expect(of(endpoint), endpoint).toEqual({ endpoint, keys })
  }
})

test('an address that is no push service is not taken, however it is dressed', () => {
  for (const endpoint of [
    'http://fcm.googleapis.com/x', 'https://127.0.0.1/x', 'https://localhost/x', 'https://fcm.googleapis.com.jahat.example/x', 'https://jahat.example/fcm.googleapis.com',
    'https://fcm.googleapis.com@jahat.example/', 'https://xfcm.googleapis.com/', 'https://fcm.googleapis.com:8443/x', 'https://x@fcm.googleapis.com/', 'bukan alamat',
  ]) {
    expect(of(endpoint), endpoint).toBeUndefined()
  }
})

test('nonsense and keys of a wrong length are no subscription', () => {
  const good = 'https://fcm.googleapis.com/fcm/send/abc'
  for (const text of ['', 'null', '[]', '{', '"x"']) expect(readSubscription(text)).toBeUndefined()
  expect(of(good, { keys: { ...keys, auth: 'AA' } })).toBeUndefined()
  expect(of(good, { keys: { auth: keys.auth } })).toBeUndefined()
  expect(of(`${good}${'x'.repeat(1000)}`)).toBeUndefined()
})

test('each device has its own slot, the same each time', () => {
  expect(deviceSlot('https://fcm.googleapis.com/a')).toMatch(/^[0-9a-f]{32}$/)
  expect(deviceSlot('https://fcm.googleapis.com/a')).toBe(deviceSlot('https://fcm.googleapis.com/a'))
  expect(deviceSlot('https://fcm.googleapis.com/a')).not.toBe(deviceSlot('https://fcm.googleapis.com/b'))
})
