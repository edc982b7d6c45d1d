import { formatDate } from '../../domains/calendar/index.ts'
import { Button, Card, ErrorSummary, Form, Moment, NikField, Notice, SummaryList, useView } from '../../ui/index.ts'
import type { OfficerRetry, OfficerTicket } from '../officer-ticket.ts'

type SenderProps = OfficerTicket & { retry: OfficerRetry }

/** For the step that checks the reporter's identity: what the NIK says, and a comparison, without ever showing the whole number. */
export function ValidatorDesk({ ticket, reporter, nikFacts, retry }: SenderProps) {
  const { t } = useView()
  if (!reporter || !nikFacts) return null
  const faults = retry.act === 'cocokkan' ? retry.faults : []
  return (
    <Card title={t('Pemeriksaan nomor KTP')} id="ktp">
      <SummaryList
        items={[
          { name: t('Nama'), value: reporter.name },
          { name: t('NIK'), value: reporter.nikMasked },
          { name: t('Tanggal lahir menurut NIK'), value: formatDate(nikFacts.birthDate) },
          { name: t('Jenis kelamin menurut NIK'), value: nikFacts.sex === 'female' ? t('Perempuan') : t('Laki-laki') },
          { name: t('Wilayah menurut NIK'), value: [nikFacts.region.district, nikFacts.region.regency].filter(Boolean).join(', ') },
        ]}
      />
      <p class="help">{t('Cari nama dan tanggal lahir ini di SIAK, lalu tulis NIK yang tercatat di sana. NIK pelapor tidak ditampilkan utuh; setiap pemeriksaan dicatat.')}</p>
      {retry.match === undefined ? null : <Notice tone={retry.match ? 'success' : 'error'} announce><p>{retry.match ? t('NIK cocok dengan NIK pelapor.') : t('NIK tidak cocok dengan NIK pelapor.')}</p></Notice>}
      <ErrorSummary faults={faults} />
      <Form action={`/kotak-masuk/${ticket.number}/cocokkan`} values={{}} faults={faults}>
        <NikField name="nik-siak" label={t('NIK menurut SIAK')} />
        <Button kind="plain">{t('Cocokkan')}</Button>
      </Form>
    </Card>
  )
}

/** Who sent it, as far as this officer may know: a person, an agency, or somebody for whom the desk wrote. */
export function SenderCard({ ticket: { applicant }, unnamed, erasedAt, reporter, sender, units, posts }: SenderProps) {
  const { t } = useView()
  if (applicant) return <Card title={t('Pemohon')}><p>{units.get(applicant.unit) ?? applicant.unit}</p><p class="quiet">{posts.get(applicant.post) ?? applicant.post}</p></Card>
  if (erasedAt) return <Card title={t('Pelapor')}><p>{t('Pelapor telah menutup akunnya.')} <Moment at={erasedAt} form="short" /></p><p class="quiet">{t('Nama, nomor, dan data pribadinya sudah dihapus. Kabar dan jawaban tidak lagi dikirim kepadanya; tiket tetap diselesaikan.')}</p></Card>
  if (unnamed === 'not-yours') return <Card title={t('Pemohon')}><p>{t('Identitas pemohon hanya untuk petugas yang memerlukannya.')}</p></Card>
  if (unnamed) return <Card title={t('Pelapor')}><p>{t('Pelapor meminta namanya disembunyikan.')}</p></Card>
  if (!reporter && sender) return <Card title={t('Pelapor')}><SummaryList items={[{ name: t('Nama'), value: sender.name }, { name: t('NIK'), value: sender.nikMasked }]} /><p>{t('Dicatat petugas atas nama pengirim, tanpa akun.')}</p></Card>
  if (!reporter) return <Card title={t('Pelapor')}><p>{t('Dikirim tanpa akun.')}</p></Card>
  return (
    <Card title={t('Pelapor')}>
      <SummaryList items={[{ name: t('Nama'), value: reporter.name }, { name: t('NIK'), value: reporter.nikMasked }, { name: t('Telepon'), value: reporter.phoneMasked ?? undefined }]} />
    </Card>
  )
}
