import { expect, test } from 'vitest'
import { computeIndex, gradeOf } from './compute-index.ts'
import { surveyElements } from './elements.ts'

test('there are nine elements, each with four answers', () => {
  expect(surveyElements.map((one) => one.code)).toEqual(['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9'])
  expect(surveyElements.every((one) => one.answers.length === 4)).toBe(true)
})

test('nobody gives no index', () => {
  expect(computeIndex({ respondents: 0, sums: Array(9).fill(0) })).toBeUndefined()
})

test.each([[1, 25, 'D'], [2, 50, 'D'], [3, 75, 'C'], [4, 100, 'A']])('all at %i give %f and %s', (value, index, grade) => {
  expect(computeIndex({ respondents: 5, sums: Array(9).fill(5 * value) })).toMatchObject({ index, grade, respondents: 5 })
})

test('three respondents, reckoned by hand', () => {
  // 3 4 2 4 3 3 4 2 3, 4 4 3 4 3 4 4 3 3, 2 3 2 4 2 3 3 1 2
  const result = computeIndex({ respondents: 3, sums: [9, 11, 7, 12, 8, 10, 11, 6, 8] })!
  // Means 9/3 … ; together 82 of 27, times 25: 75.9259…
  expect(result.index).toBe(75.93)
  expect(result.grade).toBe('C')
  expect(result.elements.map((one) => one.mean)).toEqual([3, 3.67, 2.33, 4, 2.67, 3.33, 3.67, 2, 2.67])
  // A ninth of the mean: 0.333…, 0.407…, 0.259…, 0.444…, 0.296…, 0.370…, 0.407…, 0.222…, 0.296…
  expect(result.elements.map((one) => one.weighted)).toEqual([0.333, 0.407, 0.259, 0.444, 0.296, 0.37, 0.407, 0.222, 0.296])
  // 75, 91.67, 58.33, 100, 66.67, 83.33, 91.67, 50, 66.67
  expect(result.elements.map((one) => one.grade).join('')).toBe('CADACBADC')
})

test('the grades change where the regulation says', () => {
  expect([100, 88.31, 88.3, 76.61, 76.6, 65, 64.99, 25].map(gradeOf).join('')).toBe('AABBCCDD')
})

test('a half is rounded up: 200 respondents, 4 in all but one of one element', () => {
  // 7199 of 1800, times 25: 99.98611… ; one element: 799 of 200 is 3.995
  const result = computeIndex({ respondents: 200, sums: [799, ...Array(8).fill(800) as number[]] })!
  expect(result.index).toBe(99.99)
  expect(result.elements[0]!.mean).toBe(4)
})
