import { describe, expect, test } from 'vitest'
import { availableActs, seatsOf, type Viewer } from './available-acts.ts'
import { exampleFacts, exampleSource } from './example-sop.ts'
import { actingLanes, getLane, getStep, runAct, startState, type Surroundings } from './interpreter.ts'
import { readSop } from './read-sop.ts'
import type { Sop } from './sop.ts'
import type { Facts, TicketState } from './ticket-state.ts'

const sop = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts).sop!
const units = new Map(exampleFacts.units.map((unit) => [unit.code, unit.kind]))

function around(category = 'jalan'): Surroundings {
  const group = category === 'keamanan' ? ['dpupr', 'polres'] : ['dpupr']
  return { classify: () => ({ class: 'keluhan', category, group, matched: { class: ['rusak'], category: [category] } }), groupOf: () => group }
}

interface Take {
  lane: string
  act: string
  filled?: Facts
}

function take(state: TicketState, { lane, act, filled = {} }: Take, of: Sop = sop, scene = around()) {
  const found = getStep(of, state.step).acts.find((one) => one.name === act)!
  return runAct(of, state, { act: found, lane, filled }, scene)
}

const sent = (category?: string) => take(startState(sop, { judul: 'Jalan rusak' }), { lane: 'warga', act: 'kirim' }, sop, around(category))
const checked = () => take(sent().state, { lane: 'admin', act: 'valid', filled: { unit: 'dpupr' } })
const drafted = () => take(checked().state, { lane: 'skpd', act: 'konsep', filled: { jawaban: 'Akan diperbaiki.' } })

describe('an act', () => {
  test('carries on through automatic steps until somebody must act', () => {
    const { state, doings } = sent()
    expect(doings.map((one) => [one.step, one.act, one.lane, one.to, one.automatic])).toEqual([
      ['kirim', 'kirim', 'warga', 'catat', false], ['catat', 'terus', 'warga', 'periksa', true],
    ])
    expect(state).toMatchObject({ step: 'periksa', open: true, group: ['dpupr'], facts: { judul: 'Jalan rusak', klasifikasi: 'keluhan', kategori: 'jalan' } })
    expect(doings[0]!.classified).toMatchObject({ class: 'keluhan', matched: { category: ['jalan'] } })
  })

  test('of the system is the first whose condition holds', () => {
    expect(sent('keamanan').state.step).toBe('pic')
  })

  test('leaves the state before it as it was', () => {
    const before = sent().state
    const copy = structuredClone(before)
    take(before, { lane: 'admin', act: 'valid', filled: { unit: 'dpupr' } })
    expect(before).toEqual(copy)
  })

  test('assigns the unit and records the identity', () => {
    expect(checked().state).toMatchObject({ step: 'tanggapan', unit: 'dpupr', facts: { identitas: 'valid', unit: 'dpupr' } })
  })

  test('that closes gives the result, and a ticket that is closed takes no automatic step', () => {
    const { state } = take(sent().state, { lane: 'admin', act: 'palsu', filled: { alasan: 'Palsu.' } })
    expect(state).toMatchObject({ step: 'selesai', open: false, result: 'ditolak', facts: { identitas: 'tidak-valid' } })
  })

  test('that stays changes no step, and keeps who has acted', () => {
    const { state, doings } = take(checked().state, { lane: 'skpd', act: 'perpanjang', filled: { alasan: 'Luas.' } })
    expect(state).toMatchObject({ step: 'tanggapan', extended: true, acted: {} })
    expect(doings.map((one) => [one.left, one.to])).toEqual([[false, 'tanggapan']])
  })

  test('that asks waits; leaving the step ends the waiting', () => {
    const asked = take(sent().state, { lane: 'admin', act: 'tanya', filled: { pertanyaan: 'Di mana?' } }).state
    expect(asked).toMatchObject({ waiting: true, step: 'periksa' })
    expect(take(asked, { lane: 'admin', act: 'valid', filled: { unit: 'dpupr' } }).state.waiting).toBe(false)
  })

  test('of a draft, then a release without text, releases the draft', () => {
    expect(drafted().state).toMatchObject({ drafted: true, released: false, facts: { jawaban: 'Akan diperbaiki.' } })
    const both = take(take(drafted().state, { lane: 'kepala', act: 'setuju' }).state, { lane: 'sekretaris', act: 'setuju' })
    expect(both.state).toMatchObject({ released: true, result: 'dijawab', open: false, facts: { jawaban: 'Akan diperbaiki.' } })
  })

  test('that the ticket’s SOP does not know is a fault of the program, not of the person', () => {
    expect(() => getStep(sop, 'tidak-ada')).toThrow('no step tidak-ada')
    expect(() => getLane(sop, 'constructor')).toThrow('no lane constructor')
  })

  test('in automatic steps that lead in a circle is stopped', () => {
    const circle = { ...sop, steps: sop.steps.map((step) => (step.name === 'catat' ? { ...step, acts: [{ ...step.acts[1]!, to: 'catat' }] } : step)) }
    expect(() => take(startState(circle, {}), { lane: 'warga', act: 'kirim' }, circle)).toThrow('do not end')
  })

  test('for which an automatic step has no way on is told', () => {
    const stuck = { ...sop, steps: sop.steps.map((step) => (step.name === 'catat' ? { ...step, acts: step.acts.slice(0, 1) } : step)) }
    expect(() => take(startState(stuck, {}), { lane: 'warga', act: 'kirim' }, stuck)).toThrow('no act for this ticket')
  })
})

describe('a step that needs all of its lanes', () => {
  test('is left by the last of them, with its effects once', () => {
    const first = take(drafted().state, { lane: 'kepala', act: 'setuju' })
    expect(first.state).toMatchObject({ step: 'paraf', acted: { kepala: 'setuju' }, released: false })
    expect(first.doings[0]).toMatchObject({ left: false, to: 'paraf', effects: [] })
    const last = take(first.state, { lane: 'sekretaris', act: 'setuju' })
    expect(last.doings[0]).toMatchObject({ left: true, to: 'selesai' })
    expect(last.doings[0]!.effects.map((effect) => effect.do)).toEqual(['release-answer', 'publish', 'close'])
  })

  test('is left at once by an act that stands alone, and begins anew when the ticket comes back', () => {
    const first = take(drafted().state, { lane: 'kepala', act: 'setuju' })
    const back = take(first.state, { lane: 'sekretaris', act: 'kembalikan', filled: { alasan: 'Salah.' } })
    expect(back.state).toMatchObject({ step: 'tanggapan', acted: {} })
    expect(take(back.state, { lane: 'skpd', act: 'konsep', filled: { jawaban: 'Baru.' } }).state.acted).toEqual({})
  })
})

describe('whose turn it is', () => {
  const seats = (lane: string, state: TicketState) => seatsOf(getLane(sop, lane), state, units).map((seat) => `${seat.post}.${seat.unit}`)

  test('a fixed unit, the ticket’s own, or the group’s of the right kind', () => {
    const state = { ...checked().state, group: ['dpupr', 'polres', 'diskominfo'] }
    expect(seats('admin', state)).toEqual(['admin.diskominfo'])
    expect(seats('skpd', state)).toEqual(['admin-skpd.dpupr'])
    expect(seats('pic', state)).toEqual(['pic.polres'])
    expect([seats('warga', state), seats('sistem', state)]).toEqual([[], []])
  })

  test('nobody, while no unit is assigned and no group is known', () => {
    expect([seats('skpd', sent().state), seats('pic', startState(sop, {}))]).toEqual([[], []])
  })

  test('posts act in a step that they share with the system or the reporter; nobody in an automatic one', () => {
    const shared = { ...getStep(sop, 'periksa'), lanes: ['sistem', 'warga', 'admin'] }
    expect(actingLanes(sop, shared).map((lane) => lane.name)).toEqual(['admin'])
    expect(actingLanes(sop, { ...shared, lanes: ['sistem', 'warga'] }).map((lane) => lane.name)).toEqual(['warga'])
    expect(actingLanes(sop, getStep(sop, 'catat'))).toEqual([])
  })
})

describe('the acts on offer', () => {
  const officer = (post: string, unit: string): Viewer => ({ actor: { kind: 'officer', id: 'x', posts: [{ post, unit }], admin: true }, reporter: false, units })
  const names = (state: TicketState, viewer: Viewer) => availableActs(sop, state, viewer).map((one) => `${one.lane}.${one.act.name}`)

  test('are those of the step for who holds the seat, and none for anybody else, administrators too', () => {
    const { state } = checked()
    expect(names(state, officer('admin-skpd', 'dpupr'))).toEqual(['skpd.konsep', 'skpd.perpanjang'])
    for (const viewer of [officer('admin-skpd', 'diskominfo'), officer('kepala', 'dpupr'), officer('admin', 'diskominfo')]) expect(names(state, viewer)).toEqual([])
    for (const actor of [{ kind: 'guest' }, { kind: 'system' }, { kind: 'citizen', id: 'x' }] as Viewer['actor'][]) expect(names(state, { actor, reporter: true, units })).toEqual([])
  })

  test('do not hold a second extension, nor a second question while one is open', () => {
    const extended = take(checked().state, { lane: 'skpd', act: 'perpanjang', filled: { alasan: 'Luas.' } }).state
    expect(names(extended, officer('admin-skpd', 'dpupr'))).toEqual(['skpd.konsep'])
    const asked = take(sent().state, { lane: 'admin', act: 'tanya', filled: { pertanyaan: 'Di mana?' } }).state
    expect(names(asked, officer('admin', 'diskominfo'))).toEqual(['admin.valid', 'admin.palsu'])
  })

  test('are not offered twice to the lane that has acted', () => {
    const first = take(drafted().state, { lane: 'kepala', act: 'setuju' }).state
    expect(names(first, officer('kepala', 'dpupr'))).toEqual([])
    expect(names(first, officer('sekretaris', 'dpupr'))).toEqual(['sekretaris.setuju', 'sekretaris.kembalikan'])
  })

  test('respect their condition, and their own lanes', () => {
    const limited = { ...sop, steps: sop.steps.map((step) => (step.name === 'paraf' ? { ...step, acts: [{ ...step.acts[0]!, when: { identitas: ['tidak-valid'] } }, { ...step.acts[1]!, lanes: ['sekretaris'] }] } : step)) }
    const { state } = drafted()
    expect(availableActs(limited, state, officer('kepala', 'dpupr'))).toEqual([])
    expect(availableActs(limited, state, officer('sekretaris', 'dpupr')).map((one) => one.act.name)).toEqual(['kembalikan'])
  })

  test('are none on a closed ticket', () => {
    const closed = take(sent().state, { lane: 'admin', act: 'palsu', filled: { alasan: 'x' } }).state
    expect(names(closed, officer('admin', 'diskominfo'))).toEqual([])
  })
})
