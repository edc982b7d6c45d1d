import { expect, test } from 'vitest'
import { passphraseFault } from './passphrase.ts'

test('letters and digits, eight or more, are good', () => {
  for (const good of ['kapal 77', 'Kapal-Kayu7!', 'a1b2c3d4', `k${'4x'.repeat(60)}yz`]) expect([good, passphraseFault(good)]).toEqual([good, undefined])
})

test.each([
  ['kapal 7', 'paling sedikit 8'],
  ['kapalkayu', 'huruf dan angka'],
  ['19800101', 'huruf dan angka'],
  ['', 'paling sedikit 8'],
  ['k4pal kéyu', 'papan ketik'],
  ['a1a1a1a1', 'terlalu seragam'],
  [`a1b2${'x'.repeat(130)}`, 'paling banyak 128'],
])('“%s” is weak, and the reason is told without repeating it', (weak, reason) => {
  const text = passphraseFault(weak)
  expect(text).toContain(reason)
  if (weak) expect(text).not.toContain(weak)
})
