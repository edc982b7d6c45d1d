import { actsOf, type CheckScene, lanesOf, pathOf, tell, tellKey } from './check-scene.ts'
import type { Act, Lane, Step } from './sop.ts'
import type { LaneInFile } from './sop-file.ts'
import type { TenantFacts } from './tenant-facts.ts'

/** Each lane is the reporter, the system, or a post that exists where it is said to sit; and each has something to do. */
export function checkLanes(scene: CheckScene): void {
  const { sop, file, whole } = scene
  for (const lane of sop.lanes) {
    const written = file.pelaksana[lane.name]!
    checkKind(scene, lane.name, written)
    checkName(scene, lane.name)
    if (lane.kind === 'post' && written.jabatan && written.di) checkPost(scene, lane)
    if (whole && !isUsed(scene, lane.name)) {
      tellKey(scene, ['pelaksana', lane.name], {
        found: `pelaksana "${lane.name}" yang tidak dipakai`,
        expected: 'setiap pelaksana punya langkah',
        remedy: 'pakai pada sebuah langkah, atau hapus',
      })
    }
  }
  for (const kind of ['pelapor', 'sistem'] as const) checkSingle(scene, kind)
}

function checkKind(scene: CheckScene, name: string, lane: LaneInFile): void {
  const path = ['pelaksana', name]
  const kinds = [lane.pelapor === 'ya' && '`pelapor: ya`', lane.sistem === 'ya' && '`sistem: ya`', lane.jabatan !== undefined && '`jabatan`'].filter(
    (k) => k !== false,
  )
  if (kinds.length !== 1) {
    tellKey(scene, path, {
      found: kinds.length === 0 ? `pelaksana "${name}" tanpa jenis` : `pelaksana "${name}" dengan ${kinds.join(' dan ')}`,
      expected: 'tepat satu dari `pelapor: ya`, `sistem: ya`, atau `jabatan` dengan `di`',
      remedy: kinds.length === 0 ? 'tambahkan salah satunya' : 'sisakan satu saja',
    })
  } else if (lane.jabatan !== undefined && lane.di === undefined) {
    tellKey(scene, path, {
      found: `pelaksana "${name}" tanpa \`di\``,
      expected: 'letak jabatan: kode unit, `unit-tiket`, atau `kelompok`',
      remedy: 'tambahkan `di: …`',
    })
  } else if (lane.jabatan === undefined && lane.di !== undefined) {
    tell(scene, [...path, 'di'], { found: '`di` tanpa `jabatan`', expected: '`di` hanya pada pelaksana yang berupa jabatan', remedy: 'hapus `di`' })
  }
  if (lane.unit !== undefined && lane.di !== 'kelompok') {
    tell(scene, [...path, 'unit'], {
      found: '`unit` tanpa `di: kelompok`',
      expected: '`unit` hanya membatasi kelompok',
      remedy: 'hapus `unit`, atau tulis `di: kelompok`',
    })
  }
}

const reserved = ['kelompok', 'reporter', 'group']

function checkName(scene: CheckScene, name: string): void {
  const taken = reserved.includes(name) || (name === 'pelapor' && scene.file.pelaksana[name]?.pelapor !== 'ya')
  if (taken)
    tellKey(scene, ['pelaksana', name], {
      found: `pelaksana bernama "${name}"`,
      expected: 'nama yang tidak dipakai bahasa SOP sendiri',
      remedy: 'beri nama lain',
    })
}

function checkSingle(scene: CheckScene, kind: 'pelapor' | 'sistem'): void {
  const [, ...more] = Object.entries(scene.file.pelaksana).filter(([, lane]) => lane[kind] === 'ya')
  for (const [name] of more) {
    tell(scene, ['pelaksana', name, kind], {
      found: `kolom ${kind} yang kedua, "${name}"`,
      expected: `satu kolom ${kind} saja`,
      remedy: `pakai kolom ${kind} yang sudah ada`,
    })
  }
}

function checkPost(scene: CheckScene, lane: Extract<Lane, { kind: 'post' }>): void {
  const units = scene.facts.posts.find((p) => p.code === lane.post)?.units ?? []
  if (units.some((unit) => fits(lane, unit, scene.facts))) return
  const where =
    typeof lane.at === 'object'
      ? `unit "${lane.at.unit}"`
      : lane.unitKind === 'vertical'
        ? 'instansi vertikal mana pun'
        : lane.unitKind === 'opd'
          ? 'OPD mana pun'
          : 'unit mana pun'
  const listed = units.length > 0 ? `jabatan ini ada di: ${units.slice(0, 8).join(', ')}` : 'jabatan ini belum ada di unit mana pun'
  tell(scene, ['pelaksana', lane.name, typeof lane.at === 'object' ? 'di' : 'jabatan'], {
    found: `jabatan "${lane.post}" yang tidak ada di ${where}`,
    expected: `jabatan yang ada orangnya di sana; ${listed}`,
    remedy: 'ubah `di`, atau tambahkan unit itu pada jabatan tersebut di tenant.yaml',
  })
}

function fits(lane: Extract<Lane, { kind: 'post' }>, unit: string, facts: TenantFacts): boolean {
  if (typeof lane.at === 'object') return lane.at.unit === unit
  return lane.unitKind === undefined || facts.units.some((u) => u.code === unit && u.kind === lane.unitKind)
}

function isUsed({ sop }: CheckScene, name: string): boolean {
  return (
    sop.steps.some((step) => step.lanes.includes(name)) || actsOf(sop).some(({ act }) => act.effects.some((e) => e.do === 'tell' && e.whom === name))
  )
}

/** Lanes of a step are named once; an act is limited to lanes of its own step; `semua` needs two posts. */
export function checkLanesOfSteps(scene: CheckScene): void {
  const { sop, whole } = scene
  for (const step of sop.steps) {
    if (whole && new Set(step.lanes).size < step.lanes.length) {
      tell(scene, [...pathOf(step), 'pelaksana'], {
        found: 'pelaksana yang tertulis dua kali',
        expected: 'setiap pelaksana satu kali',
        remedy: 'hapus salah satunya',
      })
    }
    const posts = lanesOf(sop, step).filter((lane) => lane.kind === 'post')
    if (whole && step.needs === 'all' && posts.length < 2) {
      tell(scene, [...pathOf(step), 'cara'], {
        found: '`cara: semua` dengan kurang dari dua jabatan',
        expected: 'sedikitnya dua jabatan sebagai pelaksana',
        remedy: 'tambahkan pelaksana, atau hapus `cara`',
      })
    }
    if (step.needs === 'all') checkSameGoal(scene, step)
    for (const act of step.acts) {
      act.lanes?.forEach((lane, i) => {
        if (!step.lanes.includes(lane)) {
          tell(scene, [...pathOf(step, act), 'oleh', i], {
            found: `"${lane}", yang bukan pelaksana langkah ini`,
            expected: `salah satu dari: ${step.lanes.join(', ')}`,
            remedy: 'ganti, atau tambahkan pada `pelaksana` langkah ini',
          })
        }
      })
      if (act.alone && step.needs !== 'all') {
        tell(scene, [...pathOf(step, act), 'sendiri'], {
          found: '`sendiri` pada langkah tanpa `cara: semua`',
          expected: '`sendiri` hanya pada langkah yang semua pelaksananya harus bertindak',
          remedy: 'hapus `sendiri`',
        })
      }
    }
  }
}

/** Where all must agree there is one thing to agree on: with two goals, or two sets of effects, the last to act would decide for the others. */
function checkSameGoal(scene: CheckScene, step: Step): void {
  const [first, ...others] = step.acts.filter((act) => !act.alone && act.to !== 'stay')
  const elsewhere = others.find((act) => act.to !== first!.to)
  if (elsewhere) {
    tell(scene, [...pathOf(step, elsewhere), 'ke'], {
      found: `\`cara: semua\` dengan tindakan "${first!.name}" menuju "${first!.to}" dan "${elsewhere.name}" menuju "${elsewhere.to}"`,
      expected: 'satu tujuan yang disetujui semua; kalau dua, yang terakhir bertindak menentukan bagi yang lain',
      remedy: 'tulis `sendiri: ya` pada tindakan yang langsung berlaku, atau samakan `ke`',
    })
  }
  const otherwise = others.find((act) => sharedEffects(act) !== sharedEffects(first!))
  if (!otherwise || otherwise === elsewhere) return
  tellKey(scene, pathOf(step, otherwise), {
    found: `\`cara: semua\` dengan tindakan "${first!.name}" dan "${otherwise.name}" yang akibatnya berbeda`,
    expected: 'akibat yang disetujui semua (selain paraf-surat); kalau berbeda, hanya akibat tindakan yang terakhir yang terjadi',
    remedy: 'tulis `sendiri: ya` pada tindakan yang langsung berlaku, atau samakan `akibat`',
  })
}

// Initials are each lane's own, and happen with its act; the rest happens once.
function sharedEffects(act: Act): string {
  return JSON.stringify(act.effects.filter((effect) => effect.do !== 'initial-naskah'))
}
