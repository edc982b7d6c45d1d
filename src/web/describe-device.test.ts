import { expect, test } from 'vitest'
import { makeTranslate } from '../ui/index.ts'
import { describeDevice } from './describe-device.ts'

const t = makeTranslate('id')

test.each([
  ['Mozilla/5.0 (Linux; Android 14; Pixel) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36', 'Chrome di Android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0', 'Edge di Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1', 'Safari di iPhone'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox di Linux'],
  ['Alat Umpama/1.0', 'Alat Umpama/1.0'],
  ['', 'Perangkat tidak dikenal'],
])('a browser that says “%s” is called %s', (userAgent, words) => {
  expect(describeDevice(userAgent, t)).toBe(words)
})
