import type { OpenSession } from '../../domains/access/index.ts'
import type { OwnLook } from '../../domains/reports/index.ts'
import { Badge, Button, Card, Details, Form, Moment, Table, useView } from '../../ui/index.ts'
import { describeDevice } from '../describe-device.ts'

/** Where a citizen is signed in; each session but this one can be ended. */
export function OwnSessions({ sessions }: { sessions: OpenSession[] }) {
  const { t } = useView()
  return (
    <Card title={t('Perangkat yang sedang masuk')}>
      <Table
        caption={t('Perangkat yang sedang masuk')} captionHidden rows={sessions} rowKey={(row) => row.id}
        columns={[
          { head: t('Perangkat'), kind: 'title', cell: (row) => describeDevice(row.device, t) },
          { head: t('Masuk sejak'), cell: (row) => <Moment at={row.at} form="short" /> },
          { head: t('Tindakan'), cell: (row) => (row.current ? <Badge tone="done">{t('Perangkat ini')}</Badge> : <Form action={`/akun/sesi/${row.id}/akhiri`}><Button kind="plain">{t('Akhiri sesi')}</Button></Form>) },
        ]}
      />
    </Card>
  )
}

const mostLooks = 50

/** Who looked at the citizen's data: officers by post and unit. */
export function OwnLooks({ looks }: { looks: OwnLook[] }) {
  const { t } = useView()
  return (
    <Card title={t('Siapa yang melihat data Anda')}>
      {looks.length === 0 ? <p>{t('Belum ada petugas yang membuka laporan atau data Anda.')}</p> : (
        <Details summary={t('{jumlah} kali, terbaru lebih dahulu', { jumlah: looks.length })}>
          <Table
            caption={t('Siapa yang melihat data Anda')} captionHidden rows={looks.slice(0, mostLooks)} rowKey={(row) => `${row.at.getTime()} ${row.what} ${row.purpose}`}
            columns={[
              { head: t('Waktu'), kind: 'title', cell: (row) => <Moment at={row.at} form="short" /> }, { head: t('Oleh'), cell: (row) => row.by ?? t('Sistem') },
              { head: t('Yang dilihat'), cell: (row) => row.what }, { head: t('Keperluan'), cell: (row) => row.purpose },
            ]}
          />
          {looks.length > mostLooks ? <p class="quiet">{t('{jumlah} lainnya ada dalam berkas unduhan.', { jumlah: looks.length - mostLooks })}</p> : null}
        </Details>
      )}
    </Card>
  )
}
