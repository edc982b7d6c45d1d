import type { Fault } from '../../kernel/refusal.ts'
import { elsewhere, type ReopeningWindow, type Ticket } from '../../domains/tickets/index.ts'
import { Button, Card, Details, ErrorSummary, Form, type FormValues, LongTextField, Moment, useView } from '../../ui/index.ts'

interface ReopeningCardProps {
  ticket: Ticket
  reopening: ReopeningWindow
  formKey: string
  retry: { values: FormValues; faults: Fault[]; act?: string }
}

/** For the reporter who does not accept the answer: opening the ticket again, until when; or where else they can go. */
export function ReopeningCard({ ticket, reopening, formKey, retry }: ReopeningCardProps) {
  const { t } = useView()
  if (reopening.state === 'none') return null
  if (reopening.state === 'spent') {
    return (
      <Card title={t('Tidak menerima jawaban ini?')} kind="quiet">
        <p>{t('Laporan ini sudah {kali} kali dibuka lagi. Bila Anda tetap tidak menerima jawabannya, adukan kepada {tempat}.', { kali: reopening.times, tempat: elsewhere })}</p>
      </Card>
    )
  }
  if (reopening.state === 'closed') {
    return <Card title={t('Tidak menerima jawaban ini?')} kind="quiet"><p>{t('Waktu untuk membuka lagi laporan ini, {lama} sesudah dijawab, berakhir pada', { lama: reopening.within })} <Moment at={reopening.until} />. {t('Anda dapat membuat laporan baru.')}</p></Card>
  }
  const mine = retry.act === 'buka-lagi'
  return (
    <Card title={t('Tidak menerima jawaban ini?')} kind="quiet">
      <p>{t('Anda dapat membuka lagi laporan ini sampai')} <Moment at={reopening.until} />. {t('Laporan kembali kepada yang menjawabnya, dengan nomor yang sama.')}</p>
      <Details summary={t('Buka lagi laporan ini')} open={mine}>
        <ErrorSummary faults={mine ? retry.faults : []} />
        <Form action={`/tiket/${ticket.number}/buka-lagi`} values={mine ? retry.values : {}} faults={mine ? retry.faults : []} idempotencyKey={formKey}>
          <LongTextField name="alasan-buka-lagi" label={t('Apa yang belum terjawab?')} help={t('Alasan ini dibaca petugas yang menangani laporan Anda.')} maxLength={4000} rows={4} />
          <Button kind="plain">{t('Buka lagi laporan')}</Button>
        </Form>
        <p class="quiet">{reopening.left === 1 ? t('Ini kesempatan terakhir untuk membukanya lagi.') : t('Laporan dapat dibuka lagi paling banyak {kali} kali lagi.', { kali: reopening.left })}</p>
      </Details>
    </Card>
  )
}
