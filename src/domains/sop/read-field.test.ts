import { expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { mayReadField } from './read-field.ts'
import type { Field, Sop } from './sop.ts'

const sop = {
  lanes: [
    { name: 'pelapor', title: 'Masyarakat', kind: 'reporter' },
    { name: 'tim', title: 'Tim OPD', kind: 'post', post: 'tim-opd', at: 'assigned' },
    { name: 'admin', title: 'Admin', kind: 'post', post: 'admin', at: { unit: 'kominfo' } },
  ],
} as unknown as Sop
const study: Field = { name: 'telaah', label: 'Telaah', type: 'long-text', personal: false, seenBy: ['tim'] }
const state = { unit: 'dlh', group: [] }
const units = new Map([['dlh', 'opd' as const], ['kominfo', 'opd' as const]])
const officer = (post: string, unit: string, admin = false): Actor => ({ kind: 'officer', id: 'x', posts: [{ post, unit }], admin })

test.each([
  ['the lane’s own officer', officer('tim-opd', 'dlh'), true],
  ['the same post at another unit', officer('tim-opd', 'dinkes'), false],
  ['another lane', officer('admin', 'kominfo'), false],
  ['an administrator', officer('admin', 'kominfo', true), true],
  ['the reporter', { kind: 'citizen', id: 'y' } as Actor, false],
  ['a guest', { kind: 'guest' } as Actor, false],
])('a field for the team is read by %s: %#', (_who, actor, expected) => {
  expect(mayReadField(sop, state, study, { actor, units })).toBe(expected)
})

test('a field for nobody in particular is read by everybody who sees the ticket', () => {
  expect(mayReadField(sop, state, { name: 'uraian', label: 'Uraian', type: 'long-text', personal: false }, { actor: { kind: 'guest' }, units })).toBe(true)
})
