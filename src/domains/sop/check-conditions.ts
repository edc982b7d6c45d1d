import { actsOf, type CheckScene, pathOf, tell, tellKey } from './check-scene.ts'
import { conditionValues } from './condition-values.ts'
import type { Condition, FieldUse } from './sop.ts'
import type { Path } from './yaml-tree.ts'

/** Conditions and the deadline ask only what has countable values and is known at some time; texts for people name only known fields in braces. */
export function checkConditions(scene: CheckScene): void {
  const { sop } = scene
  for (const field of sop.fields) checkCondition(scene, field.newIn?.when, ['isian', field.name, 'belum-ada', 'bila'])
  checkSubject(scene)
  sop.form.forEach((use, i) => checkCondition(scene, use.required, ['formulir', i, conditionKey(use)]))
  for (const { step, act } of actsOf(sop)) {
    const path = pathOf(step, act)
    checkCondition(scene, act.when, [...path, 'bila'])
    act.fill.forEach((use, i) => checkCondition(scene, use.required, [...path, 'isi', i, conditionKey(use)]))
    checkBraces(scene, act.news, [...path, 'kabar'])
    act.effects.forEach((effect, i) => {
      if (effect.do === 'tell') checkBraces(scene, effect.message, [...path, 'akibat', i, 'beritahu', 'pesan'])
    })
  }
  if (sop.deadline?.by) checkAsked(scene, sop.deadline.by, ['tenggat', 'menurut'], 'value')
}

const conditionKey = (use: FieldUse) => (use.only ? 'hanya-bila' : 'wajib-bila')

function checkCondition(scene: CheckScene, condition: Condition | boolean | undefined, path: Path): void {
  if (typeof condition !== 'object') return
  for (const name of Object.keys(condition)) checkAsked(scene, name, [...path, name], 'key')
}

function checkAsked(scene: CheckScene, name: string, path: Path, part: 'key' | 'value'): void {
  const say = part === 'key' ? tellKey : tell
  if (!conditionValues(scene.file, scene.facts, name)) {
    say(scene, path, {
      found: `isian "${name}" yang nilainya tidak dapat didaftar`,
      expected: 'isian bertipe pilihan, ya-tidak, kategori, atau unit; atau fakta identitas, klasifikasi, kategori',
      remedy: 'pakai isian yang lain, atau ubah tipenya menjadi pilihan',
    })
  } else if (scene.whole && !isEverKnown(scene, name)) {
    say(scene, path, {
      found: `fakta "${name}" yang tidak pernah diketahui`,
      expected: name === 'identitas' ? 'sebuah tindakan dengan akibat `catat-identitas`' : 'sebuah tindakan dengan akibat `klasifikasikan`',
      remedy: 'tambahkan akibat itu pada tindakan sebelumnya, atau hapus syaratnya',
    })
  }
}

function isEverKnown({ sop }: CheckScene, name: string): boolean {
  const effects = actsOf(sop).flatMap(({ act }) => act.effects)
  if (sop.fields.some((field) => field.name === name)) return true
  if (name === 'identitas') return effects.some((e) => e.do === 'record-identity')
  return effects.some((e) => e.do === 'classify') || (name === 'kategori' && sop.fields.some((field) => field.type === 'category'))
}

/** A ticket's name is read by all who see it in a list, also in letters: nothing personal, and nothing that may be missing. */
function checkSubject(scene: CheckScene): void {
  const { sop } = scene
  for (const [, word = ''] of (sop.subject ?? '').matchAll(/\{([^}]*)\}/g)) {
    const field = sop.fields.find((one) => one.name === word)
    if (field && !field.personal && field.type !== 'files' && sop.form.some((use) => use.field === word && use.required === true)) continue
    tell(scene, ['perihal'], {
      found: `"{${word.slice(0, 60)}}" pada perihal`,
      expected: 'isian wajib pada `formulir` yang bukan data pribadi dan bukan berkas',
      remedy: 'pakai isian lain, atau hapus kurungnya',
    })
  }
}

function checkBraces(scene: CheckScene, text: string | undefined, path: Path): void {
  for (const [, word = ''] of (text ?? '').matchAll(/\{([^}]*)\}/g)) {
    if (word === 'unit' || scene.sop.fields.some((field) => field.name === word)) continue
    tell(scene, path, {
      found: `"{${word.slice(0, 60)}}" yang tidak dikenal`,
      expected: '`{unit}`, atau nama isian dalam kurung kurawal',
      remedy: 'perbaiki namanya, atau hapus kurungnya',
    })
  }
}
