import { formatDate } from '../../domains/calendar/index.ts'
import type { Tenant } from '../../domains/organisation/index.ts'
import { type SheetRow, sheetRows, type Sop } from '../../domains/sop/index.ts'
import { Breadcrumb, Button, Buttons, Emblem, EmptyState, useView } from '../../ui/index.ts'
import { type SheetFigures, SopSheetTable } from './sop-sheet-table.tsx'

/** The procedures in force, complaints and services apart, each with its sheet in three forms. */
export function SopListPage({ sops }: { sops: Sop[] }) {
  const { t } = useView()
  const groups = [
    { title: t('Pengaduan'), sops: sops.filter((sop) => sop.kind === 'complaint') },
    { title: t('Permohonan layanan'), sops: sops.filter((sop) => sop.kind === 'request') },
  ]
  return (
    <>
      <h1>{t('Prosedur')}</h1>
      <p class="lead">{t('Standar operasional prosedur yang berlaku. Sistem ini bekerja menurut lembar yang sama.')}</p>
      {sops.length === 0 ? <EmptyState title={t('Belum ada prosedur yang berlaku')} /> : null}
      {groups.filter((group) => group.sops.length > 0).map((group) => (
        <section key={group.title} class="flow">
          <h2>{group.title}</h2>
          <ul class="sop-list">{group.sops.map((sop) => <SopItem key={sop.code} sop={sop} />)}</ul>
        </section>
      ))}
    </>
  )
}

function SopItem({ sop }: { sop: Sop }) {
  const { t } = useView()
  return (
    <li class="card">
      <h3><a href={`/sop/${sop.code}`}>{sop.title}</a></h3>
      <p>{sop.summary}</p>
      <p class="cluster quiet">
        <span>{t('{n} langkah', { n: sop.steps.length })}</span>
        <a href={`/sop/${sop.code}/sop.pdf`} aria-label={t('PDF {sop}', { sop: sop.shortTitle })}>PDF</a>
        <a href={`/sop/${sop.code}/sop.bpmn`} aria-label={t('BPMN {sop}', { sop: sop.shortTitle })} download>BPMN</a>
      </p>
    </li>
  )
}

/** The official sheet of an SOP: identity block and flow table (Permen PANRB 35/2012), from the definition that runs; with its figures for officers. */
export function SopSheetPage({ sop, tenant, figures }: { sop: Sop; tenant: Tenant; figures: SheetFigures }) {
  const { t } = useView()
  return (
    <div class="sheet-page flow">
      <Breadcrumb links={[{ href: '/', text: t('Beranda') }, { href: '/sop', text: t('Prosedur') }]} />
      <h1>{sop.title}</h1>
      <p class="lead">{sop.summary}</p>
      <Buttons>
        <Button kind="plain" icon="file" href={`/sop/${sop.code}/sop.pdf`}>{t('PDF kertas A4')}</Button>
        <Button kind="plain" icon="file" href={`/sop/${sop.code}/sop.pdf?kertas=f4`}>{t('PDF kertas F4')}</Button>
        <Button kind="plain" icon="file" href={`/sop/${sop.code}/sop.bpmn`}>{t('Berkas BPMN')}</Button>
      </Buttons>
      <StepList sop={sop} />
      <Identity sop={sop} tenant={tenant} />
      <h2>{t('Langkah-langkah')}</h2>
      <p class="quiet sheet-hint">{t('Lembar resmi. Geser ke samping untuk melihat seluruhnya.')}</p>
      <SopSheetTable sop={sop} figures={figures} />
      {figures ? <p class="quiet">{t('Kolom “90 hari terakhir” hanya tampil untuk petugas. Waktu dihitung tanpa masa menunggu pelapor.')}</p> : null}
    </div>
  )
}

function Identity({ sop, tenant }: { sop: Sop; tenant: Tenant }) {
  const { t } = useView()
  const { identity } = sop
  const day = (date: string | undefined) => (date ? formatDate(date) : '–')
  const facts: [string, string][] = [
    [t('Nomor SOP'), identity.number ?? '–'], [t('Tgl. Pembuatan'), day(identity.made)], [t('Tgl. Revisi'), day(identity.revised)],
    [t('Tgl. Efektif'), day(identity.effective)], [t('Disahkan oleh'), identity.approvedBy], [t('Nama SOP'), sop.title],
  ]
  const lists: [string, string[]][] = [
    [t('Dasar Hukum'), identity.legalBasis], [t('Kualifikasi Pelaksana'), identity.qualifications], [t('Keterkaitan'), identity.related],
    [t('Peralatan/Perlengkapan'), identity.equipment], [t('Peringatan'), identity.warnings], [t('Pencatatan dan Pendataan'), identity.records],
  ]
  return (
    <section class="sop-identity" aria-label={t('Identitas SOP')}>
      <div class="sop-owner"><Emblem /><p>{tenant.government}</p></div>
      <dl class="sop-facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {lists.map(([name, items]) => <IdentityList key={name} name={name} items={items} />)}
    </section>
  )
}

function IdentityList({ name, items }: { name: string; items: string[] }) {
  return (
    <div class="sop-list-cell">
      <h2>{name}</h2>
      {items.length > 1 ? <ol>{items.map((item) => <li key={item}>{item}</li>)}</ol> : <p>{items[0] ?? '–'}</p>}
    </div>
  )
}

/** The same rows one under another, for screens on which the table does not fit. */
function StepList({ sop }: { sop: Sop }) {
  const { t } = useView()
  return (
    <section class="sop-steps flow">
      <h2>{t('Langkah demi langkah')}</h2>
      <ol>{sheetRows(sop).map((row) => <StepCard key={row.step} sop={sop} row={row} />)}</ol>
    </section>
  )
}

function StepCard({ sop, row }: { sop: Sop; row: SheetRow }) {
  const { t } = useView()
  const acting = row.cells.filter((cell) => cell.symbol).map((cell) => sop.lanes.find((lane) => lane.name === cell.lane)?.title ?? '')
  const facts: [string, string][] = [[t('Waktu'), row.time], [t('Kelengkapan'), row.requires], [t('Output'), row.output], [t('Keterangan'), row.note]]
  return (
    <li id={`langkah-${row.row}`} class="sop-step">
      <p class="sop-step-who"><span class="sop-step-no">{row.row}</span> {acting.join(', ')}</p>
      <p>{row.activity}</p>
      <dl>{facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {row.flows.length > 0 ? (
        <ul class="sop-step-next">
          {row.flows.map(({ toRow, label }) => (
            <li key={toRow}>{label ? `${label}: ` : ''}<a href={`#langkah-${toRow}`}>{t('ke langkah {nomor}', { nomor: toRow })}</a></li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}
