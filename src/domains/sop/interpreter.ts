import { holds } from './condition.ts'
import type { Act, Effect, Lane, Sop, Step } from './sop.ts'
import type { Facts, TicketState } from './ticket-state.ts'

/** What a classification by the tenant's keyword lists found; the group is the category's units. */
export interface Classified {
  class: string
  category: string
  group: string[]
  /** What matched, for people to see. */
  matched: { class: string[]; category: string[] }
}

/** What the interpreter may ask of the tenant; pure functions of lists that were read before. */
export interface Surroundings {
  classify(): Classified
  groupOf(category: string): string[]
}

/** One act carried out: where, by which lane, what changed. The chain of doings of one order becomes one chain of events. */
export interface Doing {
  step: string
  act: string
  lane: string
  /** Where it leads; the same step, when it stays or others must still act. */
  to: string
  /** Whether the step was left. A step that needs all lanes is left by the last of them. */
  left: boolean
  automatic: boolean
  effects: Effect[]
  filled: Facts
  classified?: Classified
  /** The ticket's state once it was done. */
  after: TicketState
}

export interface Run {
  state: TicketState
  doings: Doing[]
}

export interface ActOrder {
  act: Act
  lane: string
  filled: Facts
}

/** The step of that name; a stored ticket can only name steps of its own version, so a missing one is a programming error. */
export function getStep(sop: Sop, name: string): Step {
  const step = sop.steps.find((s) => s.name === name)
  if (!step) throw new Error(`SOP ${sop.code} ${sop.version} has no step ${name}`)
  return step
}

export function getLane(sop: Sop, name: string): Lane {
  const lane = sop.lanes.find((l) => l.name === name)
  if (!lane) throw new Error(`SOP ${sop.code} ${sop.version} has no lane ${name}`)
  return lane
}

/** The state in which a ticket of this SOP is when the reporter presses "send". */
export function startState(sop: Sop, facts: Facts): TicketState {
  return {
    step: sop.steps[0]!.name, unit: undefined, group: [], officer: undefined, facts, acted: {},
    drafted: false, released: false, waiting: false, extended: false, result: undefined, open: true,
  }
}

/** Takes one act, then every automatic step that it leads into, until a person must act or the ticket is closed. Pure. */
export function runAct(sop: Sop, state: TicketState, order: ActOrder, around: Surroundings): Run {
  const doings: Doing[] = []
  let next = takeAct(sop, state, { ...order, automatic: false }, around, doings)
  for (let steps = 0; next.open && getStep(sop, next.step).automatic; steps++) {
    if (steps > sop.steps.length) throw new Error(`SOP ${sop.code}: automatic steps do not end at ${next.step}`)
    const step = getStep(sop, next.step)
    const act = step.acts.find((a) => holds(a.when, next.facts))
    if (!act) throw new Error(`SOP ${sop.code}: automatic step ${step.name} has no act for this ticket`)
    next = takeAct(sop, next, { act, lane: step.lanes[0]!, filled: {}, automatic: true }, around, doings)
  }
  return { state: next, doings }
}

function takeAct(sop: Sop, state: TicketState, order: ActOrder & { automatic: boolean }, around: Surroundings, doings: Doing[]): TicketState {
  const { act, lane, filled } = order
  const step = getStep(sop, state.step)
  const acted = { ...state.acted, [lane]: act.name }
  const left = act.to !== 'stay' && (act.alone || everyoneActed(sop, step, acted))
  const doing: Doing = { step: step.name, act: act.name, lane, to: left ? act.to : step.name, left, automatic: order.automatic, effects: act.effects, filled, after: state }
  let next: TicketState = { ...state, facts: takeFilled(sop, state.facts, order), acted }
  if (act.to === 'stay') next.acted = state.acted
  const category = act.fill.find((use) => sop.fields.find((f) => f.name === use.field)?.type === 'category')
  const chosen = category && filled[category.field]
  if (chosen) next = regrouped(next, String(chosen), around)
  // The effects of a shared decision happen once, when the last of its lanes has agreed; initials are each one's own.
  if (!left && act.to !== 'stay') doing.effects = act.effects.filter((effect) => effect.do === 'initial-naskah')
  for (const effect of doing.effects) next = applyEffect(next, effect, { filled, doing, around })
  if (left) next = enterStep(sop, next, act.to)
  doing.after = next
  doings.push(doing)
  return next
}

/** Another category, another group: a part that was one unit's of the old group is no longer that unit's. */
function regrouped(state: TicketState, category: string, around: Surroundings): TicketState {
  const group = around.groupOf(category)
  const unit = state.group.length > 0 && state.unit && !group.includes(state.unit) ? (group.length === 1 ? group[0] : undefined) : state.unit
  return { ...state, group, unit, facts: { ...state.facts, kategori: category } }
}

/**
 * The facts with what was filled in. What was asked only if something that this act decides holds, and no longer does, is forgotten: the reason of a refusal, once
 * the request is granted. What an earlier act marked as wrong is another thing: the rest stays as it was sent.
 */
function takeFilled(sop: Sop, before: Facts, { act, filled }: ActOrder): Facts {
  const facts = { ...before, ...filled }
  const decides = (condition: object) => Object.keys(condition).some((name) => act.fill.some((use) => use.field === name))
  const moot = act.fill.filter((use) => !(use.field in filled) && typeof use.required === 'object' && decides(use.required) && !holds(use.required, facts) && sop.fields.find((field) => field.name === use.field)?.type !== 'files')
  for (const { field } of moot) delete facts[field]
  return facts
}

function enterStep(sop: Sop, state: TicketState, name: string): TicketState {
  const ends = getStep(sop, name).acts.length === 0
  return { ...state, step: name, acted: {}, waiting: false, open: !ends, result: ends ? (state.result ?? 'selesai') : state.result }
}

function everyoneActed(sop: Sop, step: Step, acted: Record<string, string>): boolean {
  if (step.needs === 'any' || step.automatic) return true
  return actingLanes(sop, step).every((lane) => lane.name in acted)
}

/** The lanes of a step that a person acts for: its posts; or the reporter, where no post has a part. */
export function actingLanes(sop: Sop, step: Step): Lane[] {
  if (step.automatic) return []
  const lanes = step.lanes.map((name) => getLane(sop, name))
  if (step.check) return lanes.filter((lane) => lane.kind === 'system')
  // Where the reporter is waited for, whoever waits beside them may act too.
  if (step.pauses) return lanes.filter((lane) => lane.kind !== 'system')
  const posts = lanes.filter((lane) => lane.kind === 'post')
  return posts.length > 0 ? posts : lanes.filter((lane) => lane.kind === 'reporter')
}

interface EffectScene {
  filled: Facts
  doing: Doing
  around: Surroundings
}

/** The part of an effect that changes the state; what else it does (clocks, messages, rows) is done by the `tickets` domain. */
function applyEffect(state: TicketState, effect: Effect, scene: EffectScene): TicketState {
  const text = (name: string) => String(state.facts[name] ?? '')
  switch (effect.do) {
    case 'assign-unit': return { ...state, unit: effect.unit ?? text(effect.field!), officer: undefined }
    case 'assign-officer': return { ...state, officer: text(effect.field) }
    case 'classify': return classified(state, scene)
    case 'record-identity': return { ...state, facts: { ...state.facts, identitas: effect.result } }
    case 'draft-answer': return { ...state, drafted: true, facts: { ...state.facts, jawaban: text(effect.field) } }
    case 'release-answer': return { ...state, released: true, facts: { ...state.facts, jawaban: (effect.field && text(effect.field)) || text('jawaban') } }
    case 'ask-reporter': return { ...state, waiting: true }
    case 'extend': return { ...state, extended: true }
    case 'close': return { ...state, result: effect.result }
    default: return state
  }
}

function classified(state: TicketState, scene: EffectScene): TicketState {
  const found = scene.around.classify()
  scene.doing.classified = found
  return { ...state, group: found.group, facts: { ...state.facts, klasifikasi: found.class, kategori: found.category } }
}
