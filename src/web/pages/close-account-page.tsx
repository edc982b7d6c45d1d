import type { Fault } from '../../kernel/refusal.ts'
import type { EndingTickets } from '../../domains/intake/index.ts'
import type { OwnProduct } from '../../domains/reports/index.ts'
import type { Ticket } from '../../domains/tickets/index.ts'
import { Breadcrumb, Button, Buttons, Card, CheckField, ChoiceField, ErrorSummary, Form, type FormValues, Notice, PasswordField, useView } from '../../ui/index.ts'

interface CloseAccountPageProps {
  personId: string
  tickets: EndingTickets
  products: OwnProduct[]
  values: FormValues
  faults: Fault[]
}

/** Says plainly what closing an account does, and asks for it once more with the password. */
export function CloseAccountPage({ personId, tickets, products, values, faults }: CloseAccountPageProps) {
  const { t } = useView()
  const { complaints, ending, answered } = tickets
  return (
    <>
      <Breadcrumb links={[{ href: '/akun/data', text: t('Data saya') }]} />
      <h1>{t('Tutup akun')}</h1>
      <ErrorSummary faults={faults} />
      <Notice tone="warn"><p>{t('Penutupan langsung berlaku dan tidak dapat dibatalkan.')} <a href="/akun/data.json">{t('Unduh data Anda')}</a> {t('lebih dahulu bila masih memerlukannya.')}</p></Notice>
      <Card title={t('Yang dihapus')}>
        <ul>
          <li>{t('Nama, NIK, nomor telepon, alamat, kata sandi, dan semua perangkat yang masuk.')}</li>
          <li>{t('Isian dan berkas pribadi pada laporan dan permohonan, misalnya alamat dan foto KTP; juga tulisan Anda sesudah laporan terkirim.')}</li>
          <li>{t('Saluran pemberitahuan, kabar untuk Anda, dan laporan yang Anda ikuti.')}</li>
        </ul>
      </Card>
      <Card title={t('Yang tetap ada')}>
        <ul>
          <li>{t('Laporan dan jawabannya, tanpa nama Anda: itu catatan kerja pemerintah. Nama, nomor telepon, dan NIK Anda di dalam ceritanya disembunyikan. Foto yang Anda lampirkan pada laporan juga tetap; bila ada yang memuat diri Anda, mintalah petugas menutupinya lebih dahulu.')}</li>
          <li>{t('Riwayat siapa yang membuka data Anda, tanpa nama Anda.')}</li>
          {products.length > 0 ? (
            <li>
              {t('Daftar resmi, surat, dan sertifikat yang menurut aturan kearsipan tetap menyebut pemegangnya:')}{' '}
              {products.map((one) => [one.name, one.number].filter(Boolean).join(' ')).join('; ')}
            </li>
          ) : null}
        </ul>
      </Card>
      <Form action="/akun/tutup" values={values} faults={faults}>
        <input type="hidden" name="orang" value={personId} />
        <OpenTickets title={t('Berakhir bersama akun')} text={t('Tiket ini tidak dapat diselesaikan tanpa Anda, sehingga dicabut:')} tickets={ending} />
        <OpenTickets title={t('Sudah dijawab')} text={t('Laporan ini sudah dijawab dan berakhir dengan sendirinya:')} tickets={answered} />
        <OpenTickets title={t('Masih diproses')} text={t('Untuk laporan ini Anda memilih di bawah:')} tickets={complaints} />
        {complaints.length > 0 ? (
          <ChoiceField
            name="laporan-terbuka" label={t('Laporan yang masih diproses')}
            choices={[
              { value: 'lanjut', label: t('Lanjutkan tanpa kabar'), help: t('Petugas menyelesaikannya. Anda tidak diberi tahu lagi; dengan nomor dan kode rahasia pada tanda terima Anda masih dapat melacaknya.') },
              { value: 'cabut', label: t('Cabut laporan'), help: t('Laporan ditutup sebagai dicabut, dan tidak dikerjakan lagi.') },
            ]}
          />
        ) : null}
        <PasswordField name="sandi" label={t('Kata sandi')} help={t('Kami tanyakan lagi supaya tidak ada orang lain yang menutup akun Anda.')} />
        <CheckField name="mengerti" label={t('Saya mengerti: data saya dihapus dan akun ini tidak dapat dikembalikan')} />
        <Buttons>
          <Button kind="stop">{t('Tutup akun dan hapus data saya')}</Button>
          <Button kind="back" href="/akun/data">{t('Batal')}</Button>
        </Buttons>
      </Form>
      <p class="quiet">{t('Bila Anda juga petugas, akun petugas Anda tersendiri dan tidak ikut ditutup. Permohonan atas nama unit pemerintah bukan data pribadi Anda.')}</p>
    </>
  )
}

function OpenTickets({ title, text, tickets }: { title: string; text: string; tickets: Ticket[] }) {
  if (tickets.length === 0) return null
  return (
    <Card title={title}>
      <p>{text}</p>
      <ul>{tickets.map((ticket) => <li key={ticket.id}>{ticket.number} · {ticket.title}</li>)}</ul>
    </Card>
  )
}

/** After the account was closed. */
export function AccountClosedPage() {
  const { t } = useView()
  return (
    <>
      <h1>{t('Akun ditutup')}</h1>
      <Notice tone="success" announce><p>{t('Akun Anda sudah ditutup dan data pribadi Anda sudah dihapus. Terima kasih sudah ikut memperbaiki layanan.')}</p></Notice>
      <p>{t('Laporan Anda tetap ada tanpa nama. Dengan nomor dan kode rahasia pada tanda terima, laporan itu masih dapat Anda lacak.')} <a href="/lacak">{t('Lacak laporan')}</a></p>
      <p class="quiet">{t('NIK dan nomor telepon Anda dapat didaftarkan lagi kapan saja, sebagai akun baru.')}</p>
    </>
  )
}
