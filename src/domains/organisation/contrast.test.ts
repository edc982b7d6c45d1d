import { expect, test } from 'vitest'
import { contrastWithWhite } from './contrast.ts'

test('contrast with white is that of WCAG', () => {
  expect(contrastWithWhite('#000000')).toBeCloseTo(21, 5)
  expect(contrastWithWhite('#ffffff')).toBeCloseTo(1, 5)
  expect(contrastWithWhite('#767676')).toBeCloseTo(4.54, 2)
  expect(contrastWithWhite('#777777')).toBeCloseTo(4.48, 2)
})
