import { formatDate } from '../../domains/calendar/index.ts'
import type { Tenant } from '../../domains/organisation/index.ts'
import { type SheetRow, sheetRows, type Sop } from '../../domains/sop/index.ts'
import { Breadcrumb, Card, SummaryList, useView } from '../../ui/index.ts'

/** The procedures in force. */
export function SopListPage({ sops }: { sops: Sop[] }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Prosedur')}</h1>
      <p class="lead">{t('Standar operasional prosedur yang berlaku. Sistem ini bekerja menurut lembar yang sama.')}</p>
      {sops.map((sop) => (
        <Card key={sop.code} title={sop.title} href={`/sop/${sop.code}`}>
          <p>{sop.summary}</p>
        </Card>
      ))}
    </>
  )
}

/** The official sheet of an SOP: identity block and the table of activities (Permen PANRB 35/2012), from the definition that runs. */
export function SopSheetPage({ sop, tenant }: { sop: Sop; tenant: Tenant }) {
  const { t } = useView()
  const { identity } = sop
  const lists: [string, string[]][] = [
    [t('Dasar hukum'), identity.legalBasis], [t('Kualifikasi pelaksana'), identity.qualifications], [t('Keterkaitan'), identity.related],
    [t('Peralatan dan perlengkapan'), identity.equipment], [t('Peringatan'), identity.warnings], [t('Pencatatan dan pendataan'), identity.records],
  ]
  const day = (date: string | undefined) => date && formatDate(date)
  return (
    <>
      <Breadcrumb links={[{ href: '/', text: t('Beranda') }, { href: '/sop', text: t('Prosedur') }]} />
      <p class="quiet">{tenant.government}</p>
      <h1>{sop.title}</h1>
      <SummaryList
        items={[
          { name: t('Nomor SOP'), value: identity.number }, { name: t('Tanggal pembuatan'), value: day(identity.made) }, { name: t('Tanggal revisi'), value: day(identity.revised) },
          { name: t('Tanggal efektif'), value: day(identity.effective) }, { name: t('Disahkan oleh'), value: identity.approvedBy }, { name: t('Versi'), value: sop.version },
        ]}
      />
      <div class="grid grid--two">
        {lists.filter(([, items]) => items.length > 0).map(([name, items]) => (
          <Card key={name} title={name} kind="quiet">
            <ol>{items.map((item) => <li key={item}>{item}</li>)}</ol>
          </Card>
        ))}
      </div>
      <h2>{t('Langkah-langkah')}</h2>
      <Sheet sop={sop} />
    </>
  )
}

function Sheet({ sop }: { sop: Sop }) {
  const { t } = useView()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard (WCAG 2.1.1)
    <section class="sheet-scroll" tabIndex={0} aria-label={t('Tabel langkah SOP')}>
      <table class="sheet">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>{t('No')}</th>
            <th scope="col" rowSpan={2}>{t('Aktivitas')}</th>
            <th scope="colgroup" colSpan={sop.lanes.length}>{t('Pelaksana')}</th>
            <th scope="colgroup" colSpan={3}>{t('Mutu baku')}</th>
            <th scope="col" rowSpan={2}>{t('Keterangan')}</th>
          </tr>
          <tr>
            {sop.lanes.map((lane) => <th key={lane.name} scope="col">{lane.title}</th>)}
            <th scope="col">{t('Kelengkapan')}</th>
            <th scope="col">{t('Waktu')}</th>
            <th scope="col">{t('Keluaran')}</th>
          </tr>
        </thead>
        <tbody>{sheetRows(sop).map((row) => <SheetLine key={row.step} row={row} />)}</tbody>
      </table>
    </section>
  )
}

function SheetLine({ row }: { row: SheetRow }) {
  const { t } = useView()
  const names = { start: t('mulai'), process: t('proses'), decision: t('keputusan'), end: t('selesai') }
  return (
    <tr>
      <td>{String(row.row).replace('.', ',')}</td>
      <th scope="row">{row.activity}</th>
      {row.cells.map((cell) => (
        <td key={cell.lane} class="sheet-cell">{cell.symbol ? <RowSymbol kind={cell.symbol} label={names[cell.symbol]} /> : null}</td>
      ))}
      <td>{row.requires}</td>
      <td>{row.time}</td>
      <td>{row.output}</td>
      <td>{row.note}</td>
    </tr>
  )
}

function RowSymbol({ kind, label }: { kind: 'start' | 'process' | 'decision' | 'end'; label: string }) {
  return (
    <svg class="sheet-symbol" viewBox="0 0 48 28" width="48" height="28" role="img" aria-label={label}>
      {kind === 'decision' ? <path d="M24 2 46 14 24 26 2 14z" /> : kind === 'process' ? <rect x="4" y="4" width="40" height="20" /> : <rect x="4" y="4" width="40" height="20" rx="10" />}
    </svg>
  )
}
