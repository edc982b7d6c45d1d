import { actsOf, type CheckScene, fieldOf, fillOf, pathOf, postLanesOf, tell } from './check-scene.ts'
import type { Act, Effect, Sop, Step } from './sop.ts'

/** What is certain of a ticket at some point: a unit is assigned, a group is known, a draft of the answer exists. */
type Certainty = 'unit' | 'group' | 'draft'

/** On every path there is a unit where a step needs the ticket's unit, a group where one is asked, and a draft where it is released. */
export function checkFlow(scene: CheckScene): void {
  if (!scene.whole) return
  const { sop } = scene
  const certain = certainties(sop)
  for (const { step, act } of actsOf(sop)) {
    const before = certain.get(step.name)
    if (!before) continue
    const after = withAct(sop, step, act, before)
    const target = sop.steps.find((s) => s.name === act.to)
    for (const need of target ? needsOf(sop, target) : []) if (!after.has(need)) tellNeed(scene, step, act, need)
    act.effects.forEach((effect, i) => {
      const need = needOfEffect(sop, effect)
      if (!need || after.has(need)) return
      tell(scene, [...pathOf(step, act), 'akibat', i], effectWords[need])
    })
  }
}

const effectWords = {
  unit: {
    found: 'pemberitahuan kepada unit tiket, padahal mungkin belum ada unit yang ditugasi',
    expected: 'unit yang sudah ditugasi pada setiap jalan ke sini',
    remedy: 'tambahkan `tugaskan-unit` lebih dahulu',
  },
  group: {
    found: 'pemberitahuan kepada kelompok, padahal kelompoknya mungkin belum diketahui',
    expected: 'laporan yang sudah diklasifikasi pada setiap jalan ke sini',
    remedy: 'tambahkan `klasifikasikan` lebih dahulu, atau isian wajib bertipe kategori',
  },
  draft: {
    found: 'lepas-jawaban tanpa isian, padahal mungkin belum ada konsep jawaban',
    expected: '`konsep-jawaban` pada setiap jalan ke sini',
    remedy: 'tambahkan `konsep-jawaban` pada tindakan sebelumnya, atau sebut isiannya: `lepas-jawaban: <isian>`',
  },
}

function tellNeed(scene: CheckScene, step: Step, act: Act, need: Certainty): void {
  tell(
    scene,
    [...pathOf(step, act), 'ke'],
    need === 'unit'
      ? {
          found: `"${act.to}", yang menunggu unit tiket, padahal mungkin belum ada unit yang ditugasi`,
          expected: 'unit yang sudah ditugasi pada setiap jalan ke langkah itu',
          remedy: 'tambahkan `tugaskan-unit` pada tindakan ini atau sebelumnya',
        }
      : {
          found: `"${act.to}", yang menunggu kelompok, padahal kelompoknya mungkin belum diketahui`,
          expected: 'laporan yang sudah diklasifikasi pada setiap jalan ke langkah itu',
          remedy: 'tambahkan `klasifikasikan` pada tindakan ini atau sebelumnya, atau isian wajib bertipe kategori',
        },
  )
}

/** What a step waits for that is not certain wherever a ticket of this SOP was answered: those are the tickets that can be opened again. */
export function uncertainOnceAnswered(sop: Sop, step: Step): ('unit' | 'group')[] {
  const certain = certainties(sop)
  const answered = actsOf(sop).flatMap(({ step: from, act }) => {
    const before = act.effects.some((effect) => effect.do === 'release-answer') ? certain.get(from.name) : undefined
    return before ? [withAct(sop, from, act, before)] : []
  })
  return needsOf(sop, step).filter((need) => need !== 'draft' && answered.some((after) => !after.has(need))) as ('unit' | 'group')[]
}

function needsOf(sop: Sop, step: Step): Certainty[] {
  const seats = postLanesOf(sop, step).map((lane) => lane.at)
  return [...(seats.includes('assigned') ? ['unit' as const] : []), ...(seats.includes('group') ? ['group' as const] : [])]
}

function needOfEffect(sop: Sop, effect: Effect): Certainty | undefined {
  if (effect.do === 'release-answer') return effect.field === undefined ? 'draft' : undefined
  if (effect.do !== 'tell') return undefined
  if (effect.whom === 'group') return 'group'
  const lane = sop.lanes.find((l) => l.name === effect.whom)
  return lane?.kind !== 'post' ? undefined : lane.at === 'assigned' ? 'unit' : lane.at === 'group' ? 'group' : undefined
}

/** What is certain on entering each step that can be reached: the greatest answer, narrowed until no path contradicts it. */
function certainties(sop: Sop): Map<string, Set<Certainty>> {
  const certain = new Map<string, Set<Certainty>>([[sop.steps[0]!.name, new Set()]])
  const waiting = [sop.steps[0]!]
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    for (const act of step.acts) {
      const target = sop.steps.find((s) => s.name === act.to)
      if (!target) continue
      const after = withAct(sop, step, act, certain.get(step.name)!)
      // What a step needs was asked of the act that leads there: each lack is told once, where it begins.
      for (const need of needsOf(sop, target)) after.add(need)
      const known = certain.get(target.name)
      const narrowed = known ? new Set([...known].filter((one) => after.has(one))) : after
      if (known && narrowed.size === known.size) continue
      certain.set(target.name, narrowed)
      waiting.push(target)
    }
  }
  return certain
}

function withAct(sop: Sop, step: Step, act: Act, before: Set<Certainty>): Set<Certainty> {
  const after = new Set(before)
  for (const effect of act.effects) {
    if (effect.do === 'assign-unit') after.add('unit')
    if (effect.do === 'classify') after.add('group')
    if (effect.do === 'draft-answer') after.add('draft')
  }
  if (fillOf(sop, step, act).some((use) => use.required === true && fieldOf(sop, use.field)?.type === 'category')) after.add('group')
  return after
}
