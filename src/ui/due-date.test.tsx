import { expect, test } from 'vitest'
import { DueDate, dueTone, writeDistance } from './due-date.tsx'
import { drawForTest } from './draw-for-test.tsx'

const due = new Date('2026-01-08T07:30:00Z')
const hoursBefore = (hours: number) => new Date(due.getTime() - hours * 3_600_000)

test('a promise is calm, then near one day before, then overdue', () => {
  expect(dueTone({ due, now: hoursBefore(25) })).toBe('waiting')
  expect(dueTone({ due, now: hoursBefore(24) })).toBe('due-soon')
  expect(dueTone({ due, now: due })).toBe('due-soon')
  expect(dueTone({ due, now: hoursBefore(-0.01) })).toBe('overdue')
})

test('a paused promise is never overdue, and a kept one stays kept', () => {
  expect(dueTone({ due, now: hoursBefore(-50), paused: true })).toBe('paused')
  expect(dueTone({ due, now: hoursBefore(-50), doneAt: hoursBefore(1) })).toBe('done')
  expect(dueTone({ due, now: hoursBefore(-50), doneAt: hoursBefore(-1) })).toBe('overdue')
})

test('how far it is, in the words of the language', () => {
  expect(writeDistance(due, hoursBefore(72), 'id')).toBe('dalam 3 hari')
  expect(writeDistance(due, hoursBefore(1.9), 'id')).toBe('dalam 1 jam')
  expect(writeDistance(due, hoursBefore(-1), 'en')).toBe('1 hour ago')
  expect(writeDistance(due, hoursBefore(0.5), 'en')).toBe('in 30 minutes')
})

test('the moment is written in the zone of the government', () => {
  expect(drawForTest(<DueDate due={due} now={hoursBefore(72)} />)).toContain('Kamis, 8 Januari 2026 pukul 14.30 WIB')
  const tenant = { id: 'timur', name: 'Timur', government: 'Timur', motto: '', zone: 'Asia/Jayapura' }
  expect(drawForTest(<DueDate due={due} now={hoursBefore(72)} />, { tenant })).toContain('16.30 WIT')
})

test('the state is said in words, not by colour alone, even where a list shows no badge', () => {
  expect(drawForTest(<DueDate due={due} now={hoursBefore(-3)} />)).toContain('Lewat tenggat')
  expect(drawForTest(<DueDate due={due} now={hoursBefore(72)} form="short" />)).toContain('Masih ada waktu')
})
