import type { Fault } from '../../kernel/refusal.ts'
import type { RegisterLoad } from '../../domains/access/index.ts'
import { Badge, Breadcrumb, Button, Buttons, Card, CheckField, EmptyState, ErrorSummary, Figures, FilesField, Form, Moment, Notice, Pager, Table, useView } from '../../ui/index.ts'

const home = '/petugas/register-kependudukan'

interface PopulationPageProps {
  register: { people: number; load?: RegisterLoad }
  loads: RegisterLoad[]
  next?: string
  faults: Fault[]
  formKey: string
}

/** The tenant's copy of the population register: how big, since when, by whom; the upload, and those before. */
export function PopulationPage({ register, loads, next, faults, formKey }: PopulationPageProps) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <h1>{t('Register kependudukan')}</h1>
      <p class="lead">{t('Salinan register untuk memeriksa NIK, nama, dan tanggal lahir pelapor, bagi kantor tanpa sambungan ke Dukcapil. Isinya tersandi dan tidak dapat dibaca siapa pun; ia hanya menjawab cocok atau tidak.')}</p>
      <ErrorSummary faults={faults} />
      {register.people === 0 ? <EmptyState title={t('Register masih kosong')} text={t('Unggah berkas CSV di bawah untuk mengisinya.')} /> : (
        <Card title={t('Register sekarang')}>
          <p><strong>{t('{jumlah} orang', { jumlah: register.people.toLocaleString('id-ID') })}</strong></p>
          {register.load?.loadedAt ? <p class="quiet">{t('Dimuat')} <Moment at={register.load.loadedAt} /> {t('oleh {siapa}', { siapa: register.load.by ?? t('baris perintah') })}</p> : null}
        </Card>
      )}
      <Card title={t('Unggah register baru')} kind="strong">
        <p>{t('Tiga kolom: NIK, nama, tanggal lahir (1990-08-17 atau 17-08-1990). Anda melihat hasil pemeriksaannya lebih dahulu; register yang lama diganti setelah Anda menyetujuinya.')}</p>
        <Form action={home} faults={faults} idempotencyKey={formKey} files>
          <FilesField name="berkas" label={t('Berkas CSV')} help={t('Paling besar 30 MB. Simpan kolom NIK sebagai teks agar tidak dibulatkan.')} accept=".csv,text/csv" single />
          <Button>{t('Periksa berkas')}</Button>
        </Form>
      </Card>
      {loads.length > 0 ? (
        <>
          <h2>{t('Riwayat')}</h2>
          <Table
            caption={t('Riwayat')} captionHidden rows={loads} rowKey={(row) => row.id}
            columns={[
              { head: t('Diunggah'), kind: 'title', cell: (row) => <a href={`${home}/${row.id}`}><Moment at={row.at} form="short" /></a> },
              { head: t('Oleh'), cell: (row) => row.by ?? t('baris perintah') },
              { head: t('Baris benar'), kind: 'number', cell: (row) => row.good.toLocaleString('id-ID') },
              { head: t('Baris salah'), kind: 'number', cell: (row) => row.bad.toLocaleString('id-ID') },
              { head: t('Keadaan'), cell: (row) => <State load={row} /> },
            ]}
          />
        </>
      ) : null}
      <Pager next={next && `${home}?setelah=${next}`} />
    </>
  )
}

function State({ load }: { load: RegisterLoad }) {
  const { t } = useView()
  if (load.state === 'loaded') return <Badge tone="done">{t('Dimuat')}</Badge>
  return load.state === 'preview' ? <Badge tone="draft">{t('Menunggu persetujuan')}</Badge> : <Badge tone="refused">{t('Dibatalkan')}</Badge>
}

/** One upload: what was found in it, and, while it waits, the decision. */
export function PopulationLoadPage({ load, people, faults }: { load: RegisterLoad; people: number; faults: Fault[] }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }, { href: home, text: t('Register kependudukan') }]} />
      <h1>{t('Pemeriksaan berkas register')}</h1>
      <p class="cluster"><State load={load} /> <span class="quiet"><Moment at={load.at} form="short" /> · {load.by ?? t('baris perintah')}</span></p>
      <ErrorSummary faults={faults} />
      {load.state === 'loaded' && load.loadedAt ? <Notice tone="success" announce><p>{t('Register diganti: {jumlah} orang.', { jumlah: load.good.toLocaleString('id-ID') })} <Moment at={load.loadedAt} form="short" /></p></Notice> : null}
      {load.state === 'dropped' ? <Notice><p>{t('Berkas ini dibatalkan; isinya sudah dihapus dan register tidak berubah.')}</p></Notice> : null}
      <Figures items={[{ figure: load.good.toLocaleString('id-ID'), text: t('baris benar') }, { figure: load.bad.toLocaleString('id-ID'), text: t('baris salah') }]} />
      {load.state === 'preview' ? <Decision load={load} people={people} faults={faults} /> : null}
      {load.faults.length > 0 ? <Faults load={load} /> : null}
    </>
  )
}

function Decision({ load, people, faults }: { load: RegisterLoad; people: number; faults: Fault[] }) {
  const { t } = useView()
  if (load.good === 0) {
    return (
      <>
        <Notice tone="warn"><p>{t('Tidak ada baris yang dapat dimuat. Perbaiki berkasnya, lalu unggah lagi.')}</p></Notice>
        <Form action={`${home}/${load.id}/batal`}><Button kind="back">{t('Batalkan')}</Button></Form>
      </>
    )
  }
  return (
    <Card title={t('Ganti register?')} kind="strong">
      <p>{people > 0 ? t('Register sekarang berisi {lama} orang. Semuanya diganti dengan {baru} orang dari berkas ini.', { lama: people.toLocaleString('id-ID'), baru: load.good.toLocaleString('id-ID') }) : t('Register masih kosong; diisi dengan {baru} orang dari berkas ini.', { baru: load.good.toLocaleString('id-ID') })}</p>
      <Form action={`${home}/${load.id}/muat`} faults={faults}>
        {load.bad > 0 ? <CheckField name="tanpa-yang-salah" label={t('Muat tanpa {jumlah} baris yang salah', { jumlah: load.bad.toLocaleString('id-ID') })} help={t('Orang pada baris itu akan dijawab “tidak ditemukan”.')} /> : null}
        <Buttons>
          <Button>{t('Ganti register')}</Button>
          <Button kind="back" formAction={`${home}/${load.id}/batal`}>{t('Batalkan')}</Button>
        </Buttons>
      </Form>
    </Card>
  )
}

function Faults({ load }: { load: RegisterLoad }) {
  const { t } = useView()
  return (
    <>
      <h2>{t('Yang perlu diperbaiki')}</h2>
      {load.bad > load.faults.length ? <p class="quiet">{t('{tampil} kesalahan pertama dari {semua}.', { tampil: load.faults.length, semua: load.bad.toLocaleString('id-ID') })}</p> : null}
      <Table
        caption={t('Kesalahan pada berkas')} captionHidden rows={load.faults} rowKey={(row) => row.line}
        columns={[
          { head: t('Baris'), kind: 'title', cell: (row) => row.line.toLocaleString('id-ID') },
          { head: t('NIK'), cell: (row) => row.nik ?? '–' },
          { head: t('Yang salah'), cell: (row) => row.text },
        ]}
      />
    </>
  )
}
