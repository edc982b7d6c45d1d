import type { Fault } from '../../kernel/refusal.ts'
import type { HeldIncoming } from '../../domains/intake/index.ts'
import { Breadcrumb, Button, Details, EmptyState, ErrorSummary, FilterLinks, Form, Moment, Notice, Pager, Table, TextField, useView } from '../../ui/index.ts'

export interface HeldPageProps {
  held: HeldIncoming[]
  next?: string
  counts: { held: number; dismissed: number }
  /** Whether the list shows those that were set aside. */
  dismissed: boolean
  /** The id after which this page of the list begins. */
  after: string
  retry?: { id: string; reason: string; faults: Fault[] }
  done?: 'abaikan' | 'proses' | undefined
}

/** What came in from outside and was held back, with the reason, and what was set aside of it; nothing is lost. */
export function HeldPage(props: HeldPageProps) {
  const { held, counts, dismissed, retry, done, next } = props
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }, { href: '/pesan', text: t('Pesan keluar') }]} />
      <h1>{t('Pesan masuk yang ditahan')}</h1>
      <p class="lead">{t('Pesan beruntun, pesan berulang, dan balasan mesin ditahan di sini. Tidak ada yang dibuang: proses bila memang laporan, abaikan dengan alasan bila bukan.')}</p>
      {done ? <Notice tone="success" announce><p>{done === 'abaikan' ? t('Pesan diabaikan. Ia tetap tersimpan di daftar Diabaikan.') : t('Pesan diproses.')}</p></Notice> : null}
      <ErrorSummary faults={retry?.faults ?? []} fieldPrefix={retry?.id ?? ''} />
      <FilterLinks
        label={t('Daftar pesan yang ditahan')}
        links={[
          { href: '/pesan/tertahan', text: t('Ditahan'), current: !dismissed, count: counts.held },
          { href: '/pesan/tertahan?daftar=diabaikan', text: t('Diabaikan'), current: dismissed, count: counts.dismissed },
        ]}
      />
      {held.length === 0 ? <EmptyState title={dismissed ? t('Tidak ada yang diabaikan') : t('Tidak ada yang ditahan')} /> : <Rows {...props} />}
      <Pager next={next && `/pesan/tertahan?${new URLSearchParams({ ...(dismissed && { daftar: 'diabaikan' }), setelah: next })}`} />
    </>
  )
}

function Rows(props: HeldPageProps) {
  const { t } = useView()
  return (
    <Table
      caption={t('Pesan masuk yang ditahan')} captionHidden rows={props.held} rowKey={(row) => row.id}
      columns={[
        { head: t('Pesan'), kind: 'title', cell: (row) => <>{row.text}<small class="block quiet">{row.channel.toUpperCase()} {row.from} · <Moment at={row.receivedAt} form="short" /></small></> },
        { head: t('Sebab'), cell: (row) => <Why row={row} /> },
        { head: t('Tindakan'), cell: (row) => <Acts {...props} row={row} /> },
      ]}
    />
  )
}

function Why({ row }: { row: HeldIncoming }) {
  const { t } = useView()
  if (!row.dismissed) return row.reason
  return (
    <>
      {row.dismissed.reason}
      <small class="block quiet">{t('Diabaikan oleh {siapa}', { siapa: row.dismissed.by ?? t('sistem') })} · <Moment at={row.dismissed.at} form="short" /></small>
      <small class="block quiet">{t('Ditahan karena: {sebab}', { sebab: row.reason })}</small>
    </>
  )
}

function Acts({ row, retry, after }: HeldPageProps & { row: HeldIncoming }) {
  const { t } = useView()
  const again = retry?.id === row.id
  return (
    <>
      <Form action={`/pesan/tertahan/${row.id}`}><Button kind="plain">{t('Proses sekarang')}</Button></Form>
      {row.dismissed ? null : (
        <Details summary={t('Abaikan')} open={again}>
          <Form action={`/pesan/tertahan/${row.id}/abaikan`} values={{ alasan: again ? retry.reason : '' }} faults={again ? retry.faults : []} fieldPrefix={row.id}>
            <input type="hidden" name="setelah" value={after} />
            <TextField name="alasan" label={t('Alasan')} help={t('Misalnya: iklan, atau salah kirim.')} maxLength={500} />
            <Button kind="stop">{t('Abaikan pesan ini')}</Button>
          </Form>
        </Details>
      )}
    </>
  )
}
