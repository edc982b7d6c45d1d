import type { Fault } from '../../kernel/refusal.ts'
import { type CannedAnswer, cannedWords } from '../../domains/tickets/index.ts'
import { Button, Card, Details, EmptyState, ErrorSummary, Form, LongTextField, Notice, Prose, SelectField, TextField, useView } from '../../ui/index.ts'

interface CannedPageProps {
  answers: CannedAnswer[]
  /** Where this officer may write: codes with names; the empty code is the whole regency. */
  places: Map<string, string>
  /** Names of all units. */
  units: Map<string, string>
  retry: CannedRetry
  done: string
}

export interface CannedRetry {
  faults: Fault[]
  values: Record<string, string | string[] | undefined>
  /** The answer that was being changed; empty for a new one. */
  id?: string
}

/** Answers that are written often: those that this officer may use, and change where they are theirs. */
export function CannedPage({ answers, places, units, retry, done }: CannedPageProps) {
  const { t } = useView()
  const place = (unit: string) => (unit ? (units.get(unit) ?? unit) : t('Semua unit'))
  return (
    <>
      <h1>{t('Jawaban siap')}</h1>
      <p class="lead">{t('Jawaban yang sering ditulis. Petugas memilihnya saat mengisi jawaban, lalu menyesuaikannya.')}</p>
      {done ? <Notice tone="success" announce><p>{done === 'hapus' ? t('Jawaban siap dihapus.') : t('Jawaban siap tersimpan.')}</p></Notice> : null}
      {answers.length === 0 ? <EmptyState title={t('Belum ada jawaban siap')} text={t('Tulis yang pertama di bawah ini.')} /> : null}
      {answers.map((one) => (
        <Card key={one.id} title={one.title} level={2} id={`siap-${one.id}`}>
          <p class="quiet">{place(one.unit)}</p>
          <Prose text={one.text} />
          {places.has(one.unit) ? <Change one={one} retry={retry} /> : null}
        </Card>
      ))}
      {places.size > 0 ? <AddCanned places={places} retry={retry} /> : null}
    </>
  )
}

function Change({ one, retry }: { one: CannedAnswer; retry: CannedRetry }) {
  const { t } = useView()
  const again = retry.id === one.id
  const faults = again ? retry.faults : []
  const prefix = `siap-${one.id}-`
  return (
    <>
      <Details summary={t('Ubah “{judul}”', { judul: one.title })} open={again}>
        <ErrorSummary faults={faults} fieldPrefix={prefix} />
        <Form action={`/petugas/jawaban-siap/${one.id}`} values={again ? retry.values : { 'judul-siap': one.title, 'isi-siap': one.text }} faults={faults} fieldPrefix={prefix}>
          <CannedFields />
          <Button kind="plain">{t('Simpan')}</Button>
        </Form>
      </Details>
      <Details summary={t('Hapus “{judul}”', { judul: one.title })}>
        <Form action={`/petugas/jawaban-siap/${one.id}/hapus`} fieldPrefix={`${prefix}hapus-`}>
          <p>{t('Jawaban yang sudah dikirim dengannya tidak berubah.')}</p>
          <Button kind="stop">{t('Hapus jawaban siap ini')}</Button>
        </Form>
      </Details>
    </>
  )
}

function AddCanned({ places, retry }: Pick<CannedPageProps, 'places' | 'retry'>) {
  const { t } = useView()
  const again = retry.id === ''
  const faults = again ? retry.faults : []
  const options = [...places].filter(([code]) => code !== '').map(([value, text]) => ({ value, text }))
  const only = places.has('') ? undefined : options.length === 1 ? options[0] : undefined
  return (
    <Card title={t('Tambah jawaban siap')} kind="strong" id="tambah">
      <ErrorSummary faults={faults} fieldPrefix="baru-" />
      <Form action="/petugas/jawaban-siap" values={again ? retry.values : {}} faults={faults} fieldPrefix="baru-">
        {only ? <input type="hidden" name="unit" value={only.value} /> : <SelectField name="unit" label={t('Untuk unit')} optional={places.has('')} {...(places.has('') && { empty: t('Semua unit') })} options={options} />}
        <CannedFields />
        <Button>{t('Tambah')}</Button>
      </Form>
    </Card>
  )
}

function CannedFields() {
  const { t } = useView()
  return (
    <>
      <TextField name="judul-siap" label={t('Judul')} maxLength={100} />
      <LongTextField name="isi-siap" label={t('Isi jawaban')} rows={6} maxLength={8000} help={t('Kata dalam kurung kurawal diganti saat disisipkan: {daftar}.', { daftar: Object.entries(cannedWords).map(([word, meaning]) => `{${word}} (${meaning})`).join(', ') })} />
    </>
  )
}
