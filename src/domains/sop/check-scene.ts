import type { FaultWords } from './explain-issue.ts'
import type { FaultList } from './fault-list.ts'
import type { Act, Field, FieldUse, Lane, Sop, Step } from './sop.ts'
import type { SopFile } from './sop-file.ts'
import type { TenantFacts } from './tenant-facts.ts'
import type { Path, YamlTree } from './yaml-tree.ts'

/** What a check looks at. The SOP may be mended, so a check that asks whether something is missing looks at `whole` first. */
export interface CheckScene {
  file: SopFile
  sop: Sop
  tree: YamlTree
  facts: TenantFacts
  faults: FaultList
  whole: boolean
  standsIn(path: Path): boolean
}

export function tell(scene: CheckScene, path: Path, words: FaultWords): void {
  scene.faults.on(scene.tree, path, words)
}

/** As `tell`, pointing at the key: for what a thing as a whole lacks. */
export function tellKey(scene: CheckScene, path: Path, words: FaultWords): void {
  scene.faults.on(scene.tree, path, words, 'key')
}

export function pathOf(step: Step, act?: Act): Path {
  return act ? ['langkah', step.name, 'tindakan', act.name] : ['langkah', step.name]
}

export function lanesOf(sop: Sop, step: Step): Lane[] {
  return step.lanes.flatMap((name) => sop.lanes.find((lane) => lane.name === name) ?? [])
}

export function postLanesOf(sop: Sop, step: Step): Extract<Lane, { kind: 'post' }>[] {
  return lanesOf(sop, step).flatMap((lane) => (lane.kind === 'post' ? [lane] : []))
}

export function fieldOf(sop: Sop, name: string): Field | undefined {
  return sop.fields.find((field) => field.name === name)
}

/** What is filled in at an act; at the submission that is the form. */
export function fillOf(sop: Sop, step: Step, act: Act): FieldUse[] {
  return step === sop.steps[0] ? [...sop.form, ...act.fill] : act.fill
}

/** Every act with its step, in the order of the file. */
export function actsOf(sop: Sop): { step: Step; act: Act }[] {
  return sop.steps.flatMap((step) => step.acts.map((act) => ({ step, act })))
}
