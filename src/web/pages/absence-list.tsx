import { formatDate } from '../../domains/calendar/index.ts'
import type { Absence } from '../../domains/organisation/index.ts'
import { Badge, Button, Form, Table, useView } from '../../ui/index.ts'

interface AbsenceListProps {
  absences: Absence[]
  /** Whose page it is. */
  officerId: string
  today: string
  /** Where the form that ends one is sent. */
  action(id: string): string
}

/** When an officer is away and who stands in, and for whom they stand in themselves. */
export function AbsenceList({ absences, officerId, today, action }: AbsenceListProps) {
  const { t } = useView()
  return (
    <Table
      caption={t('Ketidakhadiran')} captionHidden rows={absences} rowKey={(row) => row.id}
      columns={[
        { head: t('Siapa'), kind: 'title', cell: (row) => (row.officerId === officerId ? t('Digantikan {nama}', { nama: row.standInName }) : t('Menggantikan {nama}', { nama: row.officerName })) },
        { head: t('Hari'), cell: (row) => `${formatDate(row.from)} – ${formatDate(row.until)}` },
        { head: t('Alasan'), cell: (row) => [row.reason, row.letterNumber].filter(Boolean).join(' · ') },
        { head: t('Keadaan'), cell: (row) => <State row={row} own={row.officerId === officerId} today={today} action={action} /> },
      ]}
    />
  )
}

function State({ row, own, today, action }: { row: Absence; own: boolean } & Pick<AbsenceListProps, 'today' | 'action'>) {
  const { t } = useView()
  if (row.endedAt || row.until < today) return <Badge tone="neutral">{t('Selesai')}</Badge>
  return (
    <>
      <Badge tone={row.from > today ? 'waiting' : 'paused'}>{row.from > today ? t('Akan datang') : t('Sedang tidak hadir')}</Badge>
      {own ? <Form action={action(row.id)}><Button kind="plain">{row.from > today ? t('Batalkan') : t('Sudah kembali')}</Button></Form> : null}
    </>
  )
}
