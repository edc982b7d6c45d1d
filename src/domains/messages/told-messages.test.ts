import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { databaseForThisTest } from '../../kernel/testing.ts'
import { loadFixtureTenant, mondayMorning, later, tenantFolders } from '../tickets/fixture-tenant.ts'
import { markRead, messagesToPosts, tell, unreadMessages } from './message.ts'

const about = { number: '482-109-375', title: 'Jalan rusak', path: '' }

test('what is told to a post is unread by all who hold it until one of them opens the ticket', async () => {
  const place = await loadFixtureTenant(await databaseForThisTest(), tenantFolders[0]!)
  const [ticket, other] = [randomUUID(), randomUUID()]
  const admin = { post: 'admin-skpd', unit: 'dpupr' }
  const kepala = { post: 'kepala', unit: 'dpupr' }
  const as = <T>(minute: number, task: Parameters<typeof place.as<T>>[2]) => place.as({ kind: 'system' }, later(mondayMorning, minute), task)
  await as(0, (work) => tell(work, [
    { subjectId: ticket, to: { kind: 'post', ...admin }, kind: 'tugas', text: 'Satu', about },
    { subjectId: ticket, to: { kind: 'post', ...kepala }, kind: 'tugas', text: 'Dua', about },
    { subjectId: ticket, to: { kind: 'reporter' }, kind: 'kabar', text: 'Tiga', about },
  ]))
  await as(1, (work) => tell(work, [{ subjectId: other, to: { kind: 'post', ...admin }, kind: 'tugas', text: 'Empat', about }]))
  expect(await as(2, (work) => unreadMessages(work, [admin], 10))).toMatchObject([{ text: 'Empat' }, { text: 'Satu', subjectId: ticket, post: 'admin-skpd', unit: 'dpupr' }])
  expect(await as(2, (work) => unreadMessages(work, [admin], 1))).toHaveLength(1)
  expect(await as(2, (work) => unreadMessages(work, [{ ...admin, unit: 'dinkes' }], 10))).toEqual([])
  await as(3, (work) => markRead(work, ticket, [admin]))
  expect((await as(4, (work) => unreadMessages(work, [admin, kepala], 10))).map((message) => message.text)).toEqual(['Empat', 'Dua'])
  expect((await as(4, (work) => messagesToPosts(work, ticket))).map((message) => [message.text, message.readAt])).toEqual([['Satu', later(mondayMorning, 3)], ['Dua', undefined]])
  expect((await as(4, (work) => messagesToPosts(work, ticket))).map((message) => message.kind)).toEqual(['tugas', 'tugas'])
})

test('telling nobody is nothing', async () => {
  const place = await loadFixtureTenant(await databaseForThisTest(), tenantFolders[0]!)
  await place.as({ kind: 'system' }, mondayMorning, (work) => tell(work, []))
  expect(await place.as({ kind: 'system' }, mondayMorning, (work) => unreadMessages(work, [], 10))).toEqual([])
})
