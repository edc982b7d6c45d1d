import { type Duration, parseDuration } from '../calendar/index.ts'
import type { EffectWord } from './effect-catalogue.ts'
import type { Act, Condition, Effect, Escalation, Field, FieldUse, Lane, Sop, SopIdentity, Step, TicketDeadline } from './sop.ts'
import type { ActInFile, ConditionInFile, EffectInFile, EffectMap, FieldUseInFile, LaneInFile, SopFile, StepInFile } from './sop-file.ts'
import { atOnceWord, fieldTypeWords, registerWords, stayWord, symbolWords, toneWords } from './sop-words.ts'

/** Turns a file of the right shape, whose names are known, into the SOP that the engine runs. What the checks refuse gives nonsense, no throw. */
export function buildSop(file: SopFile): Sop {
  const lanes = Object.entries(file.pelaksana).map(([name, lane]) => buildLane(name, lane))
  return known({
    code: file.sop,
    version: file.versi,
    until: file['berlaku-sampai'],
    title: file.judul,
    shortTitle: file.sebutan,
    summary: file.ringkas,
    subject: file.perihal,
    kind: file.jenis === 'pengaduan' ? ('complaint' as const) : ('request' as const),
    identity: buildIdentity(file.identitas),
    intake: {
      account: file.penerimaan?.akun === 'opsional' ? ('optional' as const) : ('required' as const),
      anonymous: file.penerimaan?.anonim === 'ya',
      secret: file.penerimaan?.rahasia === 'ya',
      applicants: (file.penerimaan?.pemohon ?? ['warga']).map((who) => (who === 'unit' ? ('unit' as const) : ('person' as const))),
      linkedOnly: file.penerimaan?.['hanya-terkait'] === 'ya',
    },
    lanes,
    fields: Object.entries(file.isian).map(([name, field]) => buildField(name, field)),
    form: file.formulir.map(buildUse),
    steps: Object.entries(file.langkah).map(([name, step], i) => buildStep({ name, first: i === 0, lanes }, step)),
    deadline: file.tenggat === undefined ? undefined : buildDeadline(file.tenggat),
    extension: file.perpanjangan && {
      by: time(file.perpanjangan.selama),
      of: file.perpanjangan.untuk === 'tiket' ? ('ticket' as const) : ('step' as const),
    },
    ...buildObjection(file.keberatan),
    remind: file.ingatkan && { before: time(file.ingatkan.sebelum) },
    escalate: buildEscalation(file.eskalasi ?? []),
  })
}

/** How often a ticket may be opened again, where its SOP does not say. */
const usualReopenings = 2

function buildObjection(written: SopFile['keberatan']): Pick<Sop, 'objection' | 'reopening'> {
  if (!written) return {}
  const within = time(written.dalam)
  if (written.langkah !== undefined) return { reopening: { within, step: written.langkah, most: written['paling-banyak'] ?? usualReopenings } }
  return written.sop === undefined ? {} : { objection: { within, sop: written.sop } }
}

type Known<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out what is undefined, so that a definition is the same before and after it was JSON. */
function known<T extends object>(values: T): Known<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Known<T>
}

function time(text: string): Duration {
  return parseDuration(text) ?? { amount: 1, unit: 'working-day' }
}

function buildEscalation(written: NonNullable<SopFile['eskalasi']>): Escalation[] {
  const stages = Array.isArray(written) ? written.map((who) => [who, atOnceWord] as const) : Object.entries(written)
  return stages.map(([who, after = atOnceWord]) =>
    known({ to: who === 'atasan' ? ('superior' as const) : ('admin' as const), after: after === atOnceWord ? undefined : time(after) }),
  )
}

function buildIdentity(identity: SopFile['identitas']): SopIdentity {
  return known({
    number: identity.nomor,
    made: identity.dibuat,
    revised: identity.direvisi,
    effective: identity.berlaku,
    approvedBy: identity['disahkan-oleh'],
    legalBasis: identity['dasar-hukum'] ?? [],
    qualifications: identity.kualifikasi ?? [],
    related: identity.keterkaitan ?? [],
    equipment: identity.perlengkapan ?? [],
    warnings: identity.peringatan ?? [],
    records: identity.pencatatan ?? [],
  })
}

function buildLane(name: string, lane: LaneInFile): Lane {
  const title = lane.nama
  if (lane.pelapor === 'ya') return { name, title, kind: 'reporter' }
  if (lane.sistem === 'ya') return { name, title, kind: 'system' }
  const at = lane.di === 'unit-tiket' ? ('assigned' as const) : lane.di === 'kelompok' ? ('group' as const) : { unit: lane.di ?? '' }
  const unitKind = lane.unit && (lane.unit === 'vertikal' ? ('vertical' as const) : ('opd' as const))
  return known({ name, title, kind: 'post' as const, post: lane.jabatan ?? '', at, unitKind })
}

function buildField(name: string, field: SopFile['isian'][string]): Field {
  return known({
    name,
    label: field.label,
    help: field.bantuan,
    type: fieldTypeWords.find((w) => w.word === field.tipe)!.type,
    options: field.pilihan && Object.entries(field.pilihan).map(([value, label]) => ({ value, label })),
    domain: field.domain,
    maxLength: field.maks,
    accepts: field.terima?.map((kind) => (kind === 'gambar' ? ('image' as const) : ('pdf' as const))),
    most: field['paling-banyak'],
    newIn: field['belum-ada'] && known({ register: field['belum-ada'].daftar, instead: field['belum-ada'].saran, when: buildCondition(field['belum-ada'].bila) }),
    register: field.daftar,
    ownOnly: field['milik-pemohon'] === 'ya' || undefined,
    isNew: field.baru === 'ya' || undefined,
    personal: field.pribadi === 'ya',
    seenBy: field.terlihat,
  })
}

function buildUse(use: FieldUseInFile): FieldUse {
  if (typeof use === 'string') return use.endsWith('?') ? { field: use.slice(0, -1), required: false } : { field: use, required: true }
  const only = buildCondition(use['hanya-bila'])
  return only ? { field: use.isian, required: only, only: true } : { field: use.isian, required: buildCondition(use['wajib-bila']) ?? true }
}

function buildCondition(condition: ConditionInFile | undefined): Condition | undefined {
  return condition && Object.fromEntries(Object.entries(condition).map(([name, values]) => [name, typeof values === 'string' ? [values] : values]))
}

interface StepPlace {
  name: string
  first: boolean
  lanes: Lane[]
}

function buildStep({ name, first, lanes }: StepPlace, step: StepInFile): Step {
  const names = typeof step.pelaksana === 'string' ? [step.pelaksana] : step.pelaksana
  const kinds = names.map((lane) => lanes.find((l) => l.name === lane)?.kind)
  const bySystem = step.otomatis === 'ya' || (kinds.includes('system') && !kinds.includes('post'))
  const symbol = symbolWords[step.simbol]
  return known({
    name,
    row: step.no,
    activity: step.kegiatan,
    lanes: names,
    needs: step.cara === 'semua' ? ('all' as const) : ('any' as const),
    symbol,
    requires: step.kelengkapan,
    time:
      step.waktu === undefined
        ? undefined
        : { duration: time(step.waktu), from: step.sejak === 'masuk' ? ('submission' as const) : ('step' as const), text: step.waktu },
    output: step.keluaran,
    note: step.keterangan,
    automatic: bySystem && !first && symbol !== 'end' && !step.periksa,
    link: step.tautan && { field: step.tautan.ke, valid: time(step.tautan.berlaku) },
    check: step.periksa?.map((word) => registerWords[word]),
    pauses: step.jeda === 'ya',
    waits: step.tunggu === 'ya' || undefined,
    forReporter: step['untuk-pelapor'],
    acts: Object.entries(step.tindakan ?? {}).map(([actName, act]) => buildAct(actName, act, lanes)),
  })
}

function buildAct(name: string, act: ActInFile, lanes: Lane[]): Act {
  return known({
    name,
    label: act.label,
    help: act.bantuan,
    fill: (act.isi ?? []).map(buildUse),
    to: act.ke === stayWord ? 'stay' : act.ke,
    when: buildCondition(act.bila),
    effects: (act.akibat ?? []).map(buildEffect).map((effect) => (isToldTo(effect, lanes) ? { ...effect, whom: 'reporter' } : effect)),
    alone: act.sendiri === 'ya',
    lanes: act.oleh,
    tone: toneWords[act.gaya ?? 'biasa'],
    news: act.kabar,
  })
}

function buildEffect(effect: EffectInFile): Effect {
  if (effect === 'lepas-jawaban') return { do: 'release-answer' }
  if (typeof effect === 'string') return effectBuilders[effect]('', '')
  const [word, argument] = Object.entries(effect)[0] as [keyof EffectMap & EffectWord, Argument]
  return effectBuilders[word](typeof argument === 'string' ? argument : '', argument)
}

const effectBuilders: Record<EffectWord, (text: string, argument: Argument) => Effect> = {
  'tugaskan-unit': (field, argument) =>
    typeof argument === 'object' ? { do: 'assign-unit', unit: part(argument, 'unit') } : { do: 'assign-unit', field },
  'tugaskan-petugas': (field) => ({ do: 'assign-officer', field }),
  klasifikasikan: () => ({ do: 'classify' }),
  'catat-identitas': (result) => ({ do: 'record-identity', result: result === 'valid' ? 'valid' : 'tidak-valid' }),
  'konsep-jawaban': (field) => ({ do: 'draft-answer', field }),
  'lepas-jawaban': (field) => ({ do: 'release-answer', field }),
  terbitkan: () => ({ do: 'publish' }),
  'jawab-pribadi': () => ({ do: 'answer-privately' }),
  beritahu: (whom, argument) => buildTell({ siapa: whom || part(argument, 'siapa'), pesan: partOr(argument, 'pesan') }),
  'tanya-pelapor': (field) => ({ do: 'ask-reporter', field }),
  'keluarkan-produk': (register, argument) => known({ do: 'issue-product' as const, register: register || part(argument, 'daftar'), passphrase: partOr(argument, 'frasa') }),
  'catat-produk': (register, argument) => (register ? { do: 'note-product', register } : { do: 'note-product', field: part(argument, 'produk') }),
  'perpanjang-produk': (field, argument) => known({ do: 'renew-product' as const, field: field || part(argument, 'produk'), passphrase: partOr(argument, 'frasa') }),
  'cabut-produk': (_text, argument) => ({ do: 'revoke-product', field: part(argument, 'produk'), reason: part(argument, 'alasan') }),
  'susun-surat': (_text, argument) => ({ do: 'draft-naskah', template: part(argument, 'templat'), field: part(argument, 'isi') }),
  'paraf-surat': () => ({ do: 'initial-naskah' }),
  'tanda-tangani-surat': (field) => ({ do: 'sign-naskah', field }),
  'kirim-surat': () => ({ do: 'send-naskah' }),
  'pindah-layanan': (_text, argument) => ({ do: 'move-ticket', sop: part(argument, 'sop'), step: part(argument, 'langkah'), clock: part(argument, 'waktu') === 'sejak-masuk' ? 'submission' : 'now' }),
  'buka-tiket': (sop) => ({ do: 'open-linked', sop }),
  'penuhi-tenggat': () => ({ do: 'meet-deadline' }),
  'buka-identitas': () => ({ do: 'reveal-reporter' }),
  perpanjang: (field) => ({ do: 'extend', field }),
  tutup: (result) => ({ do: 'close', result }),
}

type Argument = NonNullable<EffectMap[EffectWord]>

function partOr(argument: Argument, key: string): string | undefined {
  return typeof argument === 'object' ? argument[key] : undefined
}

function part(argument: Argument, key: string): string {
  return partOr(argument, key) ?? ''
}

function buildTell({ siapa, pesan }: { siapa: string; pesan?: string | undefined }): Effect {
  const whom = siapa === 'pelapor' ? 'reporter' : siapa === 'kelompok' ? 'group' : siapa
  return known({ do: 'tell' as const, whom, message: pesan })
}

// To tell the reporter's lane by its own name is to tell the reporter.
function isToldTo(effect: Effect, lanes: Lane[]): effect is Extract<Effect, { do: 'tell' }> {
  return effect.do === 'tell' && lanes.some((lane) => lane.name === effect.whom && lane.kind === 'reporter')
}

function buildDeadline(deadline: NonNullable<SopFile['tenggat']>): TicketDeadline {
  if (typeof deadline === 'string') return { times: {}, otherwise: time(deadline) }
  return {
    by: deadline.menurut,
    times: Object.fromEntries(Object.entries(deadline.waktu).map(([value, text]) => [value, time(text)])),
    otherwise: time(deadline['selain-itu']),
  }
}
