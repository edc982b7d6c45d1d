import { actsOf, type CheckScene, fieldOf, fillOf, pathOf, tell, tellKey } from './check-scene.ts'
import { type EffectEntry, findEffect } from './effect-catalogue.ts'
import type { Act, Effect, FieldType, Step } from './sop.ts'
import { wordOfType } from './sop-words.ts'
import type { Path } from './yaml-tree.ts'

interface EffectPlace {
  step: Step
  act: Act
  effect: Effect
  entry: EffectEntry
  path: Path
  /** Types that the field may have, where they are not those of the catalogue. */
  types?: FieldType[]
}

/** Each effect has what it needs: a field of the right type that is filled in by then, `ke: tetap`, an extension to take, an end to close at. */
export function checkEffects(scene: CheckScene): void {
  for (const { step, act } of actsOf(scene.sop)) {
    act.effects.forEach((effect, i) => {
      const entry = findEffect(effect.do)!
      const place = { step, act, effect, entry, path: [...pathOf(step, act), 'akibat', i] }
      if ('field' in effect && effect.field !== undefined) checkField(scene, place, effect.field)
      if ('passphrase' in effect && effect.passphrase !== undefined) checkField(scene, { ...place, types: ['passphrase'] }, effect.passphrase)
      if (effect.do === 'revoke-product') checkField(scene, { ...place, types: ['text', 'long-text', 'choice'] }, effect.reason)
      if (effect.do === 'ask-reporter' || effect.do === 'extend' || effect.do === 'move-ticket') checkStays(scene, place)
      if (effect.do === 'extend') checkExtension(scene, place)
      if (effect.do === 'meet-deadline' && !scene.sop.deadline && scene.whole) tellNoDeadline(scene, place)
      if (effect.do === 'reveal-reporter' && scene.whole) checkOwnAct(scene, place)
      if (effect.do === 'tell') checkWhom(scene, place, effect.whom)
    })
    checkClosing(scene, step, act)
  }
  const { extension, deadline } = scene.sop
  if (extension?.of === 'ticket' && !deadline && scene.whole) {
    tell(scene, ['perpanjangan', 'untuk'], {
      found: '`untuk: tiket` tanpa `tenggat`',
      expected: '`tenggat` yang dapat diperpanjang',
      remedy: 'tambahkan `tenggat`, atau tulis `untuk: langkah`',
    })
  }
}

function checkField(scene: CheckScene, { step, act, effect, entry, path, types = entry.fieldTypes }: EffectPlace, name: string): void {
  const { sop, whole } = scene
  const at = [...path, entry.word]
  const type = fieldOf(sop, name)?.type
  if (type && !types?.includes(type)) {
    tell(scene, at, {
      found: `isian "${name}" bertipe ${wordOfType(type)}`,
      expected: `isian bertipe ${types?.map(wordOfType).join(' atau ')}`,
      remedy: 'pakai isian lain, atau ubah tipenya',
    })
    return
  }
  const assigns = ['assign-unit', 'assign-officer', 'note-product', 'renew-product', 'revoke-product'].includes(effect.do) && !types?.includes('passphrase')
  const uses = [...fillOf(sop, step, act), ...(assigns ? sop.form : [])].filter((use) => use.field === name)
  if (!whole) return
  if (uses.length === 0) {
    tell(scene, at, {
      found: `isian "${name}" yang tidak diisi pada tindakan ini`,
      expected: `isian yang ada pada \`isi\` tindakan ini${assigns ? ' atau pada `formulir`' : ''}`,
      remedy: `tambahkan \`${name}\` pada \`isi\``,
    })
  } else if (effect.do !== 'release-answer' && !uses.some((use) => use.required === true)) {
    tell(scene, at, {
      found: `isian "${name}" yang boleh kosong`,
      expected: 'isian yang wajib',
      remedy: `hapus \`?\` atau \`wajib-bila\` pada "${name}"`,
    })
  }
}

function checkStays(scene: CheckScene, { act, step, entry }: EffectPlace): void {
  if (act.to === 'stay') return
  tell(scene, [...pathOf(step, act), 'ke'], {
    found: `\`ke: ${act.to}\` pada tindakan dengan akibat ${entry.word}`,
    expected: '`ke: tetap`',
    remedy: 'tulis `ke: tetap`',
  })
}

function checkExtension(scene: CheckScene, { step, path, entry }: EffectPlace): void {
  const { extension } = scene.sop
  if (!scene.whole) return
  if (!extension) {
    tell(scene, [...path, entry.word], {
      found: 'akibat perpanjang tanpa `perpanjangan`',
      expected: '`perpanjangan: { selama: …, untuk: … }` pada SOP ini',
      remedy: 'tambahkan `perpanjangan`, atau hapus akibat ini',
    })
  } else if (extension.of === 'step' && !step.time) {
    tell(scene, [...path, entry.word], {
      found: 'akibat perpanjang pada langkah tanpa `waktu`',
      expected: '`waktu` langkah yang dapat diperpanjang',
      remedy: 'tambahkan `waktu` pada langkah ini',
    })
  }
}

function tellNoDeadline(scene: CheckScene, { path, entry }: EffectPlace): void {
  tell(scene, path, { found: `akibat ${entry.word} pada SOP tanpa \`tenggat\``, expected: '`tenggat` yang dapat dipenuhi', remedy: 'tambahkan `tenggat`, atau hapus akibat ini' })
}

/** Nobody but the reporter may give their name away. */
function checkOwnAct(scene: CheckScene, { step, act, path, entry }: EffectPlace): void {
  const lanes = (act.lanes ?? step.lanes).map((name) => scene.sop.lanes.find((lane) => lane.name === name)?.kind)
  if (lanes.length > 0 && lanes.every((kind) => kind === 'reporter')) return
  tell(scene, path, { found: `akibat ${entry.word} pada tindakan yang bukan hanya milik pelapor`, expected: 'tindakan pelapor sendiri', remedy: 'tulis `oleh: [<pelapor>]`, atau hapus akibat ini' })
}

function checkWhom(scene: CheckScene, { path, entry }: EffectPlace, whom: string): void {
  if (scene.sop.lanes.find((lane) => lane.name === whom)?.kind !== 'system') return
  tell(scene, [...path, entry.word], {
    found: `pemberitahuan kepada sistem ("${whom}")`,
    expected: 'penerima yang berupa orang',
    remedy: 'pilih pelapor, kelompok, atau sebuah jabatan',
  })
}

function checkClosing(scene: CheckScene, step: Step, act: Act): void {
  const target = scene.sop.steps.find((s) => s.name === act.to)
  const closing = act.effects.findIndex((e) => e.do === 'close')
  if (!scene.whole) return
  if (target?.symbol === 'end' && closing < 0) {
    tellKey(scene, pathOf(step, act), {
      found: `tindakan "${act.name}" menuju selesai tanpa hasil`,
      expected: 'akibat `tutup: <hasil>`',
      remedy: 'tambahkan `- tutup: …` pada `akibat`',
    })
  } else if (target?.symbol !== 'end' && closing >= 0 && scene.sop.steps.some((s) => s.symbol === 'end')) {
    tell(scene, [...pathOf(step, act), 'akibat', closing], {
      found: 'akibat tutup pada tindakan yang tidak menuju langkah selesai',
      expected: '`ke` sebuah langkah dengan `simbol: selesai`',
      remedy: 'ubah `ke`, atau hapus `tutup`',
    })
  }
}
