import { type Assignment, type AssignmentState, stateOf } from '../../domains/organisation/index.ts'
import { formatDate } from '../../domains/calendar/index.ts'
import { Badge, EmptyState, type Tone, type Translate, Table, useView } from '../../ui/index.ts'
import { type SeatNames, seatText } from '../seat-names.ts'

interface AssignmentListProps {
  assignments: Assignment[]
  letters: Map<string, { id: string; name: string }>
  names: SeatNames
  today: string
  /** With links to end one. */
  admin?: boolean
}

const tones: Record<AssignmentState, Tone> = { valid: 'done', 'to-come': 'waiting', expired: 'overdue', ended: 'refused' }

function stateWord(t: Translate, state: AssignmentState): string {
  return { valid: t('Berlaku'), 'to-come': t('Akan berlaku'), expired: t('Sudah berakhir'), ended: t('Diakhiri') }[state]
}

/** Posts with their letters of assignment: from when to when, and why one is over. */
export function AssignmentList({ assignments, letters, names, today, admin }: AssignmentListProps) {
  const { t } = useView()
  if (assignments.length === 0) return <EmptyState title={t('Belum ada jabatan')} text={t('Tanpa Surat Tugas yang berlaku, petugas tidak menerima giliran apa pun.')} />
  return (
    <Table
      caption={t('Jabatan dan Surat Tugas')} captionHidden rows={assignments} rowKey={(row) => row.id} urgent={(row) => stateOf(row, today) === 'expired'}
      columns={[
        { head: t('Jabatan'), kind: 'title', cell: (row) => <>{seatText(names, row)}{row.standsFor ? <small class="block quiet">{t('menggantikan {nama}', { nama: row.standsFor })}</small> : null}</> },
        { head: t('Surat'), cell: (row) => <>{row.letterNumber || (row.absenceId ? t('catatan ketidakhadiran') : '–')}{letters.has(row.id) ? <small class="block"><a href={`/petugas/surat-tugas/${row.id}/${letters.get(row.id)!.id}`}>{letters.get(row.id)!.name}</a></small> : null}</> },
        { head: t('Berlaku'), cell: (row) => `${formatDate(row.validFrom)} – ${row.validUntil ? formatDate(row.validUntil) : t('sampai diakhiri')}` },
        { head: t('Keadaan'), cell: (row) => <State row={row} today={today} admin={admin === true} /> },
      ]}
    />
  )
}

function State({ row, today, admin }: { row: Assignment; today: string; admin: boolean }) {
  const { t } = useView()
  const state = stateOf(row, today)
  return (
    <>
      <Badge tone={tones[state]}>{stateWord(t, state)}</Badge>
      {row.endReason ? <small class="block quiet">{row.endReason}{row.endedBy ? ` (${row.endedBy})` : ''}</small> : null}
      {admin && (state === 'valid' || state === 'to-come') && !row.absenceId ? <small class="block"><a href={`/petugas/penugasan/${row.id}/akhiri`}>{t('Akhiri penugasan')}</a></small> : null}
    </>
  )
}
