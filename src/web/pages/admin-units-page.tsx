import type { Assignment, KeptUnit, PostKind } from '../../domains/organisation/index.ts'
import { Badge, Breadcrumb, Card, EmptyState, FilterLinks, Notice, Table, useView } from '../../ui/index.ts'

/** A post at a unit, with who holds it today and how many tickets wait there (100 means more than 99). */
export interface Seat {
  post: PostKind
  holders: Assignment[]
  waiting: number
}

export interface UnitWithSeats {
  unit: KeptUnit
  seats: Seat[]
}

interface UnitsPageProps {
  groups: { function: string; units: UnitWithSeats[] }[]
  empty: number
  onlyEmpty: boolean
}

const acting = { tetap: '', plt: 'Plt. ', plh: 'Plh. ' } as const

/** All units by what they are there for, with their posts and who holds them; vacancies stand out. */
export function AdminUnitsPage({ groups, empty, onlyEmpty }: UnitsPageProps) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <h1>{t('Unit dan jabatan')}</h1>
      <p class="lead">{t('Unit dan jabatan ditetapkan dalam berkas tenant.yaml. Yang memegangnya ditetapkan dengan Surat Tugas.')}</p>
      <FilterLinks
        label={t('Unit yang ditampilkan')}
        links={[{ href: '/petugas/unit', text: t('Semua unit'), current: !onlyEmpty }, { href: '/petugas/unit?kosong=ya', text: t('Jabatan kosong'), current: onlyEmpty, count: empty, urgent: true }]}
      />
      {groups.length === 0 ? <EmptyState title={t('Tidak ada jabatan yang kosong')} /> : null}
      {groups.map((group) => (
        <section key={group.function} class="flow">
          <h2 class="capital">{group.function}</h2>
          {group.units.map((one) => <Unit key={one.unit.code} {...one} />)}
        </section>
      ))}
    </>
  )
}

function Unit({ unit, seats }: UnitWithSeats) {
  const { t } = useView()
  return (
    <Card title={unit.name} level={3}>
      <p class="cluster"><span class="quiet">{unit.kind === 'opd' ? t('Perangkat daerah (OPD)') : t('Instansi vertikal')} · {unit.shortName}</span> {unit.active ? null : <Badge tone="refused">{t('Tidak ada lagi')}</Badge>}</p>
      {seats.some((seat) => seat.holders.length === 0 && seat.waiting > 0) ? <Notice tone="warn"><p>{t('Ada tiket yang menunggu jabatan kosong di sini. Tunjuk pejabatnya.')}</p></Notice> : null}
      {seats.length === 0 ? <p class="quiet">{t('Tidak ada jabatan di unit ini.')}</p> : (
        <Table
          caption={t('Jabatan di {unit}', { unit: unit.name })} captionHidden rows={seats} rowKey={(seat) => seat.post.code} urgent={(seat) => seat.holders.length === 0}
          columns={[
            { head: t('Jabatan'), kind: 'title', cell: (seat) => seat.post.name },
            { head: t('Dipegang'), cell: (seat) => (seat.holders.length === 0 ? <Badge tone="overdue">{t('Kosong')}</Badge> : <Holders holders={seat.holders} />) },
            { head: t('Tiket menunggu'), kind: 'number', cell: (seat) => (seat.waiting > 99 ? '99+' : String(seat.waiting)) },
          ]}
        />
      )}
    </Card>
  )
}

function Holders({ holders }: { holders: Assignment[] }) {
  return <>{holders.map((one) => <span class="block" key={one.id}>{acting[one.kind]}<a href={`/petugas/pegawai/${one.officerId}`}>{one.officerName}</a></span>)}</>
}
