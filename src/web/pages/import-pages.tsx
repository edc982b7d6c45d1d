import type { Fault } from '../../kernel/refusal.ts'
import type { CellFault, Import, RowState } from '../../domains/intake/index.ts'
import type { Sop } from '../../domains/sop/index.ts'
import { Badge, Breadcrumb, Button, Buttons, Card, CheckField, ErrorSummary, Figures, FilesField, Form, Moment, Notice, SelectField, Table, useView } from '../../ui/index.ts'

interface ImportStartProps {
  sops: Sop[]
  imports: Import[]
  values: Record<string, string | string[] | undefined>
  faults: Fault[]
  formKey: string
}

/** Where a spreadsheet is uploaded: the templates, the form, and what was imported before. */
export function ImportStartPage({ sops, imports, values, faults, formKey }: ImportStartProps) {
  const { t } = useView()
  const sopNames = new Map(sops.map((sop) => [sop.code, sop.shortTitle]))
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <h1>{t('Impor laporan')}</h1>
      <p class="lead">{t('Unggah lembar kerja berisi laporan. Anda melihat hasil pemeriksaannya lebih dahulu; tiket baru dibuat setelah Anda menyetujuinya.')}</p>
      <ErrorSummary faults={faults} />
      <Card title={t('Unggah berkas')} kind="strong">
        <Form action="/impor" values={{ ...(sops.length === 1 && { sop: sops[0]!.code }), ...values }} faults={faults} idempotencyKey={formKey} files>
          <SelectField name="sop" label={t('Prosedur')} options={sops.map((sop) => ({ value: sop.code, text: sop.title }))} />
          <FilesField name="berkas" label={t('Berkas XLSX atau CSV')} help={t('Templat di bawah ini, atau ekspor SP4N LAPOR! apa adanya. Paling besar 10 MB dan 20.000 baris.')} accept=".xlsx,.csv,text/csv" single />
          <CheckField name="tertutup" label={t('Masukkan juga laporan yang sudah ditutup atau diarsipkan di SP4N LAPOR!')} help={t('Biasanya tidak: laporan itu akan menjadi tiket terbuka.')} optional />
          <Button>{t('Periksa berkas')}</Button>
        </Form>
      </Card>
      <Card title={t('Templat')}>
        <ul>
          {sops.map((sop) => (
            <li key={sop.code}>
              {sop.title}: <a href={`/impor/templat/${sop.code}.xlsx`}>XLSX</a> · <a href={`/impor/templat/${sop.code}.csv`}>CSV</a>
            </li>
          ))}
        </ul>
      </Card>
      {imports.length > 0 ? (
        <Table
          caption={t('Impor sebelumnya')} rows={imports} rowKey={(row) => row.id}
          columns={[
            { head: t('Berkas'), kind: 'title', cell: (row) => <a href={`/impor/${row.id}`}>{row.fileName}</a> },
            { head: t('Prosedur'), cell: (row) => sopNames.get(row.sop) ?? row.sop },
            { head: t('Diunggah'), cell: (row) => <Moment at={row.at} form="short" /> },
            { head: t('Keadaan'), cell: (row) => <StateBadge state={row.state} /> },
          ]}
        />
      ) : null}
    </>
  )
}

function StateBadge({ state }: { state: Import['state'] }) {
  const { t } = useView()
  switch (state) {
    case 'preview': return <Badge tone="draft">{t('Menunggu persetujuan')}</Badge>
    case 'running': return <Badge tone="running">{t('Berjalan')}</Badge>
    case 'done': return <Badge tone="done">{t('Selesai')}</Badge>
    default: return <Badge tone="refused">{t('Dibatalkan')}</Badge>
  }
}

export interface ImportPageProps {
  found: Import
  sop: Sop
  counts: Record<RowState, number>
  /** The first rows that are wrong. */
  wrong: { no: number; faults: CellFault[] }[]
}

/** One import: its preview, then its progress, then what became of it. */
export function ImportPage(props: ImportPageProps) {
  const { t } = useView()
  const { found, sop, counts } = props
  const faulty = counts.wrong + counts.failed
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }, { href: '/impor', text: t('Impor laporan') }]} />
      <h1>{found.fileName}</h1>
      <p class="cluster"><StateBadge state={found.state} /> <span class="quiet">{sop.title} · {found.layout === 'sp4n' ? t('Ekspor SP4N LAPOR!') : t('Templat Tanggap')} · <Moment at={found.at} form="short" /></span></p>
      {found.state === 'preview' ? <Preview {...props} /> : found.state === 'dropped' ? <Notice><p>{t('Impor ini dibatalkan; tidak ada tiket yang dibuat.')}</p></Notice> : <Progress {...props} />}
      {faulty > 0 && found.state !== 'dropped' ? <WrongRows {...props} /> : null}
    </>
  )
}

function Preview({ found, counts }: ImportPageProps) {
  const { t } = useView()
  return (
    <>
      <Figures items={[{ figure: counts.good, text: t('baris siap menjadi tiket') }, { figure: counts.wrong, text: t('baris perlu diperbaiki') }, { figure: counts.known, text: t('baris sudah pernah diimpor') }, { figure: counts.skipped, text: t('baris sudah ditutup, dilewati') }]} />
      {counts.good === 0 ? <Notice tone="warn"><p>{t('Tidak ada baris yang dapat diimpor.')}</p></Notice> : null}
      <p>{t('Tanggal masuk diambil dari berkas; waktu penyelesaian dihitung dari sana. Baris yang salah tidak diimpor dan dapat Anda unduh.')}</p>
      <Buttons>
        {counts.good > 0 ? <Form action={`/impor/${found.id}/jalankan`}><Button>{t('Impor {jumlah} baris', { jumlah: counts.good })}</Button></Form> : null}
        <Form action={`/impor/${found.id}/batal`}><Button kind="back">{t('Batalkan')}</Button></Form>
      </Buttons>
    </>
  )
}

function Progress({ found, counts }: ImportPageProps) {
  const { t } = useView()
  const done = counts.made + counts.known + counts.failed
  const all = done + counts.good
  return (
    <>
      {found.state === 'running' ? (
        <Card title={t('Impor sedang berjalan')} kind="strong">
          <label for="kemajuan">{t('{selesai} dari {semua} baris', { selesai: done, semua: all })}</label>
          <progress id="kemajuan" value={done} max={Math.max(1, all)} />
          <p class="help">{t('Halaman ini memperbarui dirinya. Anda boleh menutupnya: impor terus berjalan.')}</p>
        </Card>
      ) : <Notice tone="success" announce><p>{t('Impor selesai: {jumlah} tiket dibuat.', { jumlah: counts.made })}</p></Notice>}
      <Figures items={[{ figure: counts.made, text: t('tiket dibuat') }, { figure: counts.known, text: t('sudah ada sebelumnya') }, { figure: counts.failed + counts.wrong, text: t('baris tidak diimpor') }, { figure: counts.skipped, text: t('baris sudah ditutup, dilewati') }]} />
    </>
  )
}

function WrongRows({ found, counts, wrong }: ImportPageProps) {
  const { t } = useView()
  const cells = wrong.flatMap((row) => row.faults.map((fault) => ({ no: row.no, ...fault })))
  return (
    <>
      <h2>{t('Yang perlu diperbaiki')}</h2>
      <p>
        <a href={`/impor/${found.id}/gagal.csv`}>{t('Unduh {jumlah} baris yang salah (CSV)', { jumlah: counts.wrong + counts.failed })}</a>{' '}
        <span class="quiet">{t('Perbaiki di sana, lalu unggah lagi: baris yang sudah menjadi tiket tidak dibuat dua kali.')}</span>
      </p>
      <Table
        caption={t('Kesalahan pada berkas')} captionHidden rows={cells} rowKey={(row) => `${row.no} ${row.column} ${row.expected}`}
        columns={[
          { head: t('Baris'), kind: 'number', cell: (row) => row.no },
          { head: t('Kolom'), kind: 'title', cell: (row) => row.column || '–' },
          { head: t('Ditemukan'), cell: (row) => row.found || '–' },
          { head: t('Diharapkan'), cell: (row) => row.expected },
        ]}
      />
      {counts.wrong + counts.failed > wrong.length ? <p class="quiet">{t('Ditampilkan {jumlah} baris pertama.', { jumlah: wrong.length })}</p> : null}
    </>
  )
}
