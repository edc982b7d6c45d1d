import { expect, test } from 'vitest'
import type { Assignment } from '../domains/organisation/index.ts'
import { newsOf } from './post-news.ts'

const today = '2026-02-02'
const letter = (id: string, more: Partial<Assignment>): Assignment => ({
  id, officerId: 'o', officerName: 'Umpama', post: 'admin', unit: 'dlh', kind: 'tetap', letterNumber: 'ST/1', validFrom: '2026-01-01', validUntil: null, letterUntil: null,
  endedAt: null, endReason: null, endedBy: null, standsFor: null, absenceId: null, ...more,
})
const ids = (letters: Assignment[]) => letters.map((one) => one.id)

test('an officer with a lasting letter has nothing to be told', () => {
  expect(newsOf([letter('a', {})], today)).toEqual({ ending: [], over: [], standingIn: [] })
})

test('who holds nothing is told of the letter that was over last', () => {
  const news = newsOf([letter('a', { validUntil: '2026-01-10' }), letter('b', { validUntil: '2026-02-01', unit: 'dishub' })], today)
  expect(news.none?.last?.id).toBe('b')
  expect(news.over).toEqual([])
  expect(newsOf([], today)).toEqual({ none: {}, ending: [], over: [], standingIn: [] })
})

test('a letter that ends within 14 days is told, unless another one continues it without a gap', () => {
  expect(ids(newsOf([letter('a', { validUntil: '2026-02-16' })], today).ending)).toEqual(['a'])
  expect(ids(newsOf([letter('a', { validUntil: '2026-02-17' })], today).ending)).toEqual([])
  expect(ids(newsOf([letter('a', { validUntil: '2026-02-10' }), letter('b', { validFrom: '2026-02-11' })], today).ending)).toEqual([])
  expect(ids(newsOf([letter('a', { validUntil: '2026-02-10' }), letter('b', { validFrom: '2026-02-12' })], today).ending)).toEqual(['a'])
})

test('a post that was lost while another is held is told for two weeks, and not when it is held again', () => {
  const other = letter('x', { post: 'kepala' })
  expect(ids(newsOf([other, letter('a', { validUntil: '2026-01-20' })], today).over)).toEqual(['a'])
  expect(ids(newsOf([other, letter('a', { validUntil: '2026-01-18' })], today).over)).toEqual([])
  expect(ids(newsOf([letter('b', {}), letter('a', { validUntil: '2026-01-31' })], today).over)).toEqual([])
})

test('posts held for others are named as such', () => {
  expect(ids(newsOf([letter('a', {}), letter('b', { kind: 'plh', unit: 'dishub', validUntil: '2026-02-04' })], today).standingIn)).toEqual(['b'])
})
