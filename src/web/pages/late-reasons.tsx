import { Button, Card, ErrorSummary, Form, LongTextField, Moment, useView } from '../../ui/index.ts'
import type { ShownReason } from '../officer-desk.ts'
import type { OfficerRetry } from '../officer-ticket.ts'

interface LateReasonsProps {
  number: string
  reasons: ShownReason[]
  retry: OfficerRetry
  formKey: string
}

/** Asks the post that broke a promise for the reason, one form a promise. */
export function LateReasons({ number, reasons, retry, formKey }: LateReasonsProps) {
  const { t } = useView()
  if (reasons.length === 0) return null
  return (
    <Card title={t('Tulis alasan keterlambatan')} id="alasan" kind="strong">
      <p class="help">{t('Tenggat ini terlewati saat tiket ada pada jabatan Anda. Alasannya dicatat satu kali dalam riwayat, untuk rekapitulasi; pelapor tidak melihatnya.')}</p>
      {reasons.map((one) => {
        const again = retry.act === 'alasan-terlambat' && retry.values.penghitung === one.clockId
        const faults = again ? retry.faults : []
        const prefix = `alasan-${one.clockId.slice(-6)}`
        return (
          <section key={one.clockId} class="flow">
            <p><strong>{one.step ?? t('Batas waktu seluruh tiket')}</strong> <span class="quiet">{t('seharusnya selesai')} <Moment at={one.dueAt} /></span></p>
            <ErrorSummary faults={faults} fieldPrefix={prefix} />
            <Form action={`/kotak-masuk/${number}/alasan`} values={again ? retry.values : {}} faults={faults} idempotencyKey={formKey} fieldPrefix={prefix}>
              <input type="hidden" name="penghitung" value={one.clockId} />
              <LongTextField name="alasan-terlambat" label={t('Mengapa terlambat?')} rows={3} maxLength={2000} />
              <Button kind="plain">{t('Simpan alasan')}</Button>
            </Form>
          </section>
        )
      })}
    </Card>
  )
}
