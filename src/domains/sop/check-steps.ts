import { checkLanesOfSteps } from './check-lanes.ts'
import { type CheckScene, lanesOf, pathOf, tell, tellKey } from './check-scene.ts'
import type { Act, Step } from './sop.ts'
import { checkActs } from './sop-words.ts'

/** Each step has the acts that its kind needs: the start, a decision, a person's step, one of the system, an end. */
export function checkSteps(scene: CheckScene): void {
  checkLanesOfSteps(scene)
  checkNames(scene)
  scene.sop.steps.forEach((step, i) => {
    if (i === 0) checkStart(scene, step)
    else if (step.symbol === 'start') {
      tell(scene, [...pathOf(step), 'simbol'], {
        found: 'simbol `mulai` pada langkah yang bukan pertama',
        expected: '`mulai` hanya pada langkah pertama',
        remedy: 'ganti dengan `proses`, atau pindahkan langkah ini ke atas',
      })
    }
    checkWaiting(scene, step)
    if (step.symbol === 'end') checkEnd(scene, step)
    else if (step.automatic) checkAutomatic(scene, step)
    else if (i > 0) checkPersonal(scene, step)
    if (scene.file.langkah[step.name]?.sejak && !step.time) {
      tell(scene, [...pathOf(step), 'sejak'], {
        found: '`sejak` tanpa `waktu`',
        expected: '`waktu` yang dihitung sejak itu',
        remedy: 'tambahkan `waktu`, atau hapus `sejak`',
      })
    }
  })
  if (scene.whole && !scene.sop.steps.some((step) => step.symbol === 'end')) {
    tellKey(scene, ['langkah'], {
      found: 'SOP tanpa langkah selesai',
      expected: 'sedikitnya satu langkah dengan `simbol: selesai`',
      remedy: 'tambahkan langkah selesai',
    })
  }
}

/** A link goes to the reporter's own address; a register is asked by the system, which then has an act for each answer; a pause waits for the reporter. */
function checkWaiting(scene: CheckScene, step: Step): void {
  const kinds = new Set(lanesOf(scene.sop, step).map((lane) => lane.kind))
  const reporters = kinds.size === 1 && kinds.has('reporter')
  if (step.link && !reporters && scene.whole)
    tellKey(scene, [...pathOf(step), 'tautan'], { found: '`tautan` pada langkah yang bukan milik pemohon', expected: 'langkah yang pelaksananya pemohon saja', remedy: 'hapus `tautan`, atau ubah pelaksananya' })
  // While the reporter is waited for, an officer beside them may still give up waiting.
  if (step.pauses && (!kinds.has('reporter') || kinds.has('system')) && scene.whole)
    tellKey(scene, [...pathOf(step), 'jeda'], { found: '`jeda` pada langkah yang bukan milik pemohon', expected: 'langkah yang pelaksananya pemohon, boleh bersama jabatan', remedy: 'hapus `jeda`, atau ubah pelaksananya' })
  if (step.waits && !step.time && scene.whole)
    tellKey(scene, [...pathOf(step), 'tunggu'], { found: '`tunggu` tanpa `waktu`', expected: '`waktu` yang ditunggu', remedy: 'tambahkan `waktu`, atau hapus `tunggu`' })
  const { link } = step
  const sure = link && scene.sop.form.some((use) => use.field === link.field && use.required === true)
  // The key of a product may be the address that it was issued for.
  const type = scene.sop.fields.find((field) => field.name === link?.field)?.type
  if (link && scene.whole && (!sure || (type !== 'email' && type !== 'product')))
    tell(scene, [...pathOf(step), 'tautan', 'ke'], { found: `isian "${link.field}" yang tidak pasti berisi alamat surel`, expected: 'isian bertipe surel yang wajib pada `formulir`', remedy: 'pakai isian lain, atau wajibkan pada `formulir`' })
  if (!step.check || !scene.whole) return
  if (kinds.size !== 1 || !kinds.has('system'))
    tellKey(scene, [...pathOf(step), 'periksa'], { found: '`periksa` pada langkah yang bukan milik sistem', expected: 'langkah yang pelaksananya sistem saja', remedy: 'ubah pelaksananya, atau hapus `periksa`' })
  const missing = checkActs.filter((name) => !step.acts.some((act) => act.name === name))
  const other = step.acts.filter((act) => !checkActs.includes(act.name as (typeof checkActs)[number]) || act.fill.length > 0)
  if (missing.length > 0 || other.length > 0)
    tellKey(scene, pathOf(step), { found: `tindakan ${step.acts.map((act) => act.name).join(', ') || 'tidak ada'}`, expected: `tepat tiga tindakan tanpa isian: ${checkActs.join(', ')}`, remedy: 'samakan nama tindakannya' })
}

function checkNames(scene: CheckScene): void {
  for (const step of scene.sop.steps) {
    if (step.name === 'tetap' || step.name === 'stay') {
      tellKey(scene, pathOf(step), {
        found: `langkah bernama "${step.name}"`,
        expected: 'nama yang tidak dipakai bahasa SOP sendiri',
        remedy: 'beri nama lain',
      })
    }
  }
}

function checkStart(scene: CheckScene, step: Step): void {
  const path = pathOf(step)
  if (step.symbol !== 'start' && scene.whole) {
    tell(scene, [...path, 'simbol'], {
      found: `simbol langkah pertama "${scene.file.langkah[step.name]!.simbol}"`,
      expected: '`mulai`',
      remedy: 'tulis `simbol: mulai`',
    })
  }
  if (scene.whole && !lanesOf(scene.sop, step).some((lane) => lane.kind === 'reporter')) {
    tell(scene, [...path, 'pelaksana'], {
      found: 'langkah pertama tanpa pelapor',
      expected: 'pelaksana yang bertanda `pelapor: ya`',
      remedy: 'jadikan pelapor pelaksana langkah pertama',
    })
  }
  const act = step.acts[0]
  if (step.acts.length !== 1 || act?.name !== 'kirim') {
    if (scene.whole) {
      tellKey(scene, step.acts.length > 0 ? [...path, 'tindakan'] : path, {
        found: step.acts.length === 0 ? 'langkah pertama tanpa tindakan' : `tindakan langkah pertama: ${step.acts.map((a) => a.name).join(', ')}`,
        expected: 'tepat satu tindakan, bernama `kirim`',
        remedy: 'sisakan `kirim` saja',
      })
    }
    return
  }
  checkSubmission(scene, step, act)
}

function checkSubmission(scene: CheckScene, step: Step, act: Act): void {
  const actPath = pathOf(step, act)
  if (act.fill.length > 0)
    tell(scene, [...actPath, 'isi'], {
      found: '`isi` pada tindakan kirim',
      expected: 'isian pelapor pada `formulir`',
      remedy: 'pindahkan isian itu ke `formulir`',
    })
  if (act.when)
    tell(scene, [...actPath, 'bila'], { found: '`bila` pada tindakan kirim', expected: 'tindakan kirim tanpa syarat', remedy: 'hapus `bila`' })
  if (act.lanes)
    tell(scene, [...actPath, 'oleh'], { found: '`oleh` pada tindakan kirim', expected: 'tindakan kirim oleh pelapor', remedy: 'hapus `oleh`' })
  if (act.to === 'stay' && !scene.standsIn([...actPath, 'ke'])) {
    tell(scene, [...actPath, 'ke'], {
      found: '`ke: tetap` pada tindakan kirim',
      expected: 'langkah berikutnya',
      remedy: 'tulis nama langkah berikutnya',
    })
  }
}

function checkEnd(scene: CheckScene, step: Step): void {
  if (step.acts.length > 0) {
    tellKey(scene, [...pathOf(step), 'tindakan'], {
      found: 'tindakan pada langkah selesai',
      expected: 'langkah selesai tanpa tindakan',
      remedy: 'hapus `tindakan`, atau ganti simbolnya',
    })
  }
}

function checkPersonal(scene: CheckScene, step: Step): void {
  if (!scene.whole) return
  if (step.acts.length === 0) {
    tellKey(scene, pathOf(step), {
      found: `langkah "${step.name}" tanpa tindakan`,
      expected: 'sedikitnya satu tindakan bagi pelaksananya',
      remedy: 'tambahkan `tindakan`',
    })
  } else if (step.symbol === 'decision' && step.acts.length < 2) tellDecision(scene, step)
}

function tellDecision(scene: CheckScene, step: Step): void {
  tell(scene, [...pathOf(step), 'simbol'], {
    found: 'keputusan dengan satu tindakan',
    expected: 'sedikitnya dua tindakan',
    remedy: 'tambahkan tindakan, atau tulis `simbol: proses`',
  })
}

function checkAutomatic(scene: CheckScene, step: Step): void {
  const last = step.acts.at(-1)
  if (!last) {
    if (scene.whole)
      tellKey(scene, pathOf(step), {
        found: `langkah otomatis "${step.name}" tanpa tindakan`,
        expected: 'sedikitnya satu tindakan',
        remedy: 'tambahkan `tindakan`',
      })
    return
  }
  if (scene.whole && step.symbol === 'decision' && step.acts.length < 2) tellDecision(scene, step)
  for (const act of step.acts) {
    const needed = act.fill.findIndex((use) => use.required !== false)
    if (needed >= 0) {
      tell(scene, [...pathOf(step, act), 'isi', needed], {
        found: `isian wajib "${act.fill[needed]!.field}" pada langkah otomatis`,
        expected: 'langkah otomatis tanpa isian wajib: tidak ada orang yang mengisinya',
        remedy: 'hapus isian itu, atau beri langkah ini pelaksana berupa jabatan',
      })
    }
    if (act !== last && !act.when && scene.whole) {
      tellKey(scene, pathOf(step, act), {
        found: `tindakan "${act.name}" tanpa \`bila\`, padahal masih ada tindakan sesudahnya`,
        expected: 'pada langkah otomatis hanya tindakan terakhir yang tanpa syarat',
        remedy: 'tambahkan `bila`, atau pindahkan ke akhir',
      })
    }
  }
  if (last.when) {
    tell(scene, [...pathOf(step, last), 'bila'], {
      found: `\`bila\` pada tindakan terakhir langkah otomatis, "${last.name}"`,
      expected: 'tindakan terakhir tanpa syarat, supaya tiket tidak tertahan',
      remedy: 'hapus `bila`, atau tambahkan tindakan tanpa syarat sesudahnya',
    })
  }
}
