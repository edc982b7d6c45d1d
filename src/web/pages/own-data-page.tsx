import type { Fault } from '../../kernel/refusal.ts'
import type { OwnData, OwnTicket } from '../../domains/reports/index.ts'
import { Breadcrumb, Button, Card, Details, ErrorSummary, Form, type FormValues, Moment, Notice, PasswordField, SummaryList, Table, TextField, useView, writeSize } from '../../ui/index.ts'
import { OwnLooks, OwnSessions } from './own-access-cards.tsx'
import { StateBadge } from './reporter-ticket-page.tsx'

interface OwnDataPageProps {
  data: OwnData
  retry: { values: FormValues; faults: Fault[] }
  /** What was done just before: `profil`, `telepon`, `nik`, `sesi`. */
  done: string
}

// What a page holds without being heavy; the download has all.
const shown = { tickets: 30, messages: 20 }

/** All that is held about a citizen: to read, to take along, to correct. */
export function OwnDataPage({ data, retry, done }: OwnDataPageProps) {
  const { t } = useView()
  const words: Record<string, string> = { profil: t('Data Anda sudah dibetulkan.'), telepon: t('Nomor telepon Anda sudah diganti.'), nik: t('NIK Anda sudah dibetulkan.'), sesi: t('Sesi itu diakhiri.') }
  return (
    <>
      <Breadcrumb links={[{ href: '/laporan-saya', text: t('Laporan saya') }]} />
      <h1>{t('Data saya')}</h1>
      <p class="lead">{t('Semua yang kami simpan tentang Anda. Anda berhak membaca, mengunduh, membetulkan, dan menghapusnya (UU Nomor 27 Tahun 2022).')}</p>
      {words[done] ? <Notice tone="success" announce><p>{words[done]}</p></Notice> : null}
      <ErrorSummary faults={retry.faults} />
      <Profile data={data} />
      <Corrections data={data} retry={retry} />
      <Contacts data={data} />
      <Tickets data={data} />
      <Yields data={data} />
      <Messages data={data} />
      <OwnSessions sessions={data.sessions} />
      <OwnLooks looks={data.looks} />
      <p class="quiet"><a href="/akun/tutup">{t('Tutup akun dan hapus data saya')}</a></p>
    </>
  )
}

function Profile({ data: { person, formerNames } }: { data: OwnData }) {
  const { t } = useView()
  return (
    <Card title={t('Profil')}>
      <SummaryList
        items={[
          { name: t('Nama'), value: person.name }, { name: t('Nama sebelum dibetulkan'), value: formerNames.join('; ') }, { name: t('NIK'), value: person.nikMasked },
          { name: t('Telepon'), value: person.phoneMasked ?? undefined }, { name: t('Alamat'), value: person.address ?? undefined }, { name: t('Terdaftar sejak'), value: <Moment at={person.registeredAt} form="short" /> },
        ]}
      />
      <p class="help">{t('NIK dan nomor telepon tampil utuh hanya dalam berkas unduhan.')}</p>
      <Button kind="plain" href="/akun/data.json">{t('Unduh data saya (JSON)')}</Button>
    </Card>
  )
}

function Corrections({ data: { person }, retry: { values, faults } }: Pick<OwnDataPageProps, 'data' | 'retry'>) {
  const { t } = useView()
  const about = (...names: string[]) => faults.filter((fault) => names.includes(fault.field))
  const [profile, phone, nik] = [about('nama', 'alamat'), about('telepon', 'sandi'), about('nik', 'nik-sandi')]
  return (
    <Card title={t('Betulkan')}>
      <p>{t('Pembetulan berlaku mulai sekarang. Isian laporan yang sudah terkirim tidak ikut berubah: itulah yang dibaca petugas ketika memutuskan, dan rantai buktinya menjaganya. Untuk membetulkan isi laporan yang masih diproses, tambahkan keterangan di halaman laporannya.')}</p>
      <Details summary={t('Nama dan alamat')} open={profile.length > 0}>
        <Form action="/akun/data" values={{ nama: person.name, alamat: person.address ?? '', ...values }} faults={profile}>
          <TextField name="nama" label={t('Nama lengkap')} help={t('Seperti pada KTP.')} autocomplete="name" maxLength={100} />
          <TextField name="alamat" label={t('Alamat')} autocomplete="street-address" maxLength={300} optional />
          <Button kind="plain">{t('Simpan pembetulan')}</Button>
        </Form>
      </Details>
      <Details summary={t('Nomor telepon')} open={phone.length > 0}>
        <p>{t('Kami kirim kode lewat SMS ke nomor yang baru. Nomor lama berlaku sampai kode itu Anda tulis.')}</p>
        <Form action="/akun/telepon" values={values} faults={phone}>
          <TextField name="telepon" label={t('Nomor telepon baru')} help={t('Nomor ponsel Anda, misalnya 0812 3456 7890.')} type="tel" inputmode="tel" autocomplete="tel" width="medium" maxLength={20} />
          <PasswordField name="sandi" label={t('Kata sandi')} />
          <Button kind="plain">{t('Kirim kode ke nomor baru')}</Button>
        </Form>
      </Details>
      <Details summary={t('NIK')} open={nik.length > 0}>
        <p>{t('Bila NIK yang Anda tulis ketika mendaftar salah. NIK yang sudah dicocokkan dengan data kependudukan tidak dapat diganti.')}</p>
        <Form action="/akun/nik" values={values} faults={nik}>
          <TextField name="nik" label={t('NIK yang benar')} help={t('16 angka, seperti pada KTP.')} inputmode="numeric" autocomplete="off" width="medium" maxLength={25} />
          <PasswordField name="nik-sandi" label={t('Kata sandi akun ini')} />
          <Button kind="plain">{t('Betulkan NIK')}</Button>
        </Form>
      </Details>
    </Card>
  )
}

function Contacts({ data: { contacts, followed } }: { data: OwnData }) {
  const { t } = useView()
  const names = { sms: t('SMS'), email: t('Surel'), whatsapp: t('WhatsApp'), push: t('Pemberitahuan di perangkat') }
  return (
    <Card title={t('Saluran dan laporan yang diikuti')}>
      <SummaryList items={contacts.map((contact) => ({ name: names[contact.channel], value: contact.enabled ? contact.masked : t('{alamat} (tidak dipakai)', { alamat: contact.masked }) }))} />
      <p><a href="/saluran">{t('Tambah, ganti, atau hapus saluran')}</a></p>
      {followed.length > 0 ? <ul>{followed.map((one) => <li key={one.id}><a href={`/laporan/${one.number}`}>{one.title}</a> {one.joined ? t('(Anda ikut)') : null}</li>)}</ul> : <p class="quiet">{t('Anda tidak mengikuti laporan orang lain.')}</p>}
    </Card>
  )
}

function Tickets({ data: { tickets, byDesk } }: { data: OwnData }) {
  const { t } = useView()
  return (
    <Card title={t('Laporan dan permohonan ({jumlah})', { jumlah: tickets.length })}>
      {tickets.length === 0 ? <p>{t('Anda belum membuat laporan')}</p> : null}
      {tickets.slice(0, shown.tickets).map((one) => <TicketData key={one.ticket.id} one={one} />)}
      {tickets.length > shown.tickets ? <p class="quiet">{t('{jumlah} lainnya ada dalam berkas unduhan.', { jumlah: tickets.length - shown.tickets })}</p> : null}
      {byDesk.length > 0 ? <p>{t('Dicatat petugas meja depan atas nama Anda: {nomor}. Isinya dapat Anda minta di kantor layanan dengan KTP.', { nomor: byDesk.map((one) => one.number).join(', ') })}</p> : null}
    </Card>
  )
}

function TicketData({ one: { ticket, service, filled, written, files, rated } }: { one: OwnTicket }) {
  const { t, language } = useView()
  return (
    <Details summary={`${ticket.number} · ${ticket.title}`}>
      <p class="cluster"><StateBadge ticket={ticket} /> <span class="quiet">{service} · <Moment at={ticket.openedAt} form="short" /></span></p>
      <SummaryList
        items={[
          ...filled.map(({ label, value }) => ({ name: label, value })), ...written.map(({ at, text }, index) => ({ name: t('Tulisan Anda {nomor}', { nomor: index + 1 }), value: <>{text} (<Moment at={at} form="short" />)</> })),
          { name: t('Survei kepuasan'), value: rated ? t('Diisi, tanpa nama') : undefined },
        ]}
      />
      {files.length > 0 ? <ul>{files.map((file) => <li key={file.id}><a href={`/tiket/${ticket.number}/berkas/${file.id}`}>{file.name}</a> ({writeSize(file.bytes, language === 'id' ? 'id-ID' : 'en-GB')})</li>)}</ul> : null}
      <p><a href={`/tiket/${ticket.number}`}>{t('Buka halaman tiket')}</a></p>
    </Details>
  )
}

function Yields({ data: { products } }: { data: OwnData }) {
  const { t } = useView()
  if (products.length === 0) return null
  return (
    <Card title={t('Daftar resmi, surat, dan sertifikat')}>
      <ul>{products.map((one) => <li key={`${one.kind} ${one.name} ${one.number}`}>{[one.name, one.number].filter(Boolean).join(', ')} · <Moment at={one.at} form="short" /></li>)}</ul>
    </Card>
  )
}

function Messages({ data: { messages } }: { data: OwnData }) {
  const { t } = useView()
  return (
    <Card title={t('Kabar untuk Anda ({jumlah})', { jumlah: messages.length })}>
      {messages.length === 0 ? <p>{t('Belum ada kabar.')}</p> : null}
      {messages.length > 0 ? (
        <Details summary={t('Kabar terakhir')}>
          <Table
            caption={t('Kabar terakhir')} captionHidden rows={messages.slice(-shown.messages).reverse()} rowKey={(row) => `${row.at.getTime()} ${row.text}`}
            columns={[{ head: t('Waktu'), kind: 'title', cell: (row) => <Moment at={row.at} form="short" /> }, { head: t('Kabar'), cell: (row) => row.text }]}
          />
        </Details>
      ) : null}
    </Card>
  )
}
