import type { HeldIncoming } from '../../domains/intake/index.ts'
import { Button, EmptyState, Form, Moment, Table, useView } from '../../ui/index.ts'

/** What came in from outside and was held back, with the reason; nothing of it is lost. */
export function HeldPage({ held }: { held: HeldIncoming[] }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Pesan masuk yang ditahan')}</h1>
      <p class="lead">{t('Pesan beruntun, pesan berulang, dan balasan mesin ditahan di sini. Tidak ada yang dibuang: lepaskan bila memang laporan.')}</p>
      {held.length === 0 ? <EmptyState title={t('Tidak ada yang ditahan')} /> : (
        <Table
          caption={t('Pesan masuk yang ditahan')} captionHidden rows={held} rowKey={(row) => row.id}
          columns={[
            { head: t('Pesan'), kind: 'title', cell: (row) => <>{row.text}<small class="block quiet">{row.channel.toUpperCase()} {row.from} · <Moment at={row.receivedAt} form="short" /></small></> },
            { head: t('Sebab'), cell: (row) => row.reason },
            { head: t('Tindakan'), cell: (row) => <Form action={`/pesan/tertahan/${row.id}`}><Button kind="plain">{t('Proses sekarang')}</Button></Form> },
          ]}
        />
      )}
    </>
  )
}
