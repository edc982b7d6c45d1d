import { Badge, Button, Card, Details, ErrorSummary, Form, LongTextField, Moment, Notice, TextField, useView } from '../../ui/index.ts'
import type { OfficerDesk } from '../officer-desk.ts'
import type { OfficerRetry } from '../officer-ticket.ts'

interface MergeCardsProps {
  number: string
  desk: OfficerDesk
  units: Map<string, string>
  retry: OfficerRetry
  formKey: string
}

/** Of a merged ticket: where it went, and for administrators the way back. */
export function MergedNotice({ number, desk, retry, formKey }: MergeCardsProps) {
  const { t } = useView()
  const { target } = desk.kin
  if (!target) return null
  const again = retry.act === 'batal-gabung'
  const faults = again ? retry.faults : []
  return (
    <Notice tone="info" title={t('Digabungkan ke tiket {nomor}', { nomor: target.ticket.number })}>
      <p><a href={`/kotak-masuk/${target.ticket.number}`}>{target.ticket.title}</a> · <Moment at={target.at} /></p>
      <p>{t('Tindak lanjutnya ada di tiket itu; pelapor tiket ini ikut menerima kabar dan jawabannya.')}</p>
      {desk.undoUntil ? (
        <Details summary={t('Batalkan penggabungan')} open={again}>
          <p>{t('Tiket ini berjalan lagi dari langkahnya; waktu selama digabungkan tidak dihitung. Dapat dibatalkan sampai')} <Moment at={desk.undoUntil} />.</p>
          <ErrorSummary faults={faults} fieldPrefix="batal-" />
          <Form action={`/kotak-masuk/${number}/batal-gabung`} values={again ? retry.values : {}} faults={faults} idempotencyKey={formKey} fieldPrefix="batal-">
            <LongTextField name="alasan-batal-gabung" label={t('Alasan')} rows={2} maxLength={2000} />
            <Button kind="stop">{t('Batalkan penggabungan')}</Button>
          </Form>
        </Details>
      ) : null}
    </Notice>
  )
}

/** Of the ticket that goes on: who else waits for its answer. */
export function GatheredCard({ desk }: MergeCardsProps) {
  const { t } = useView()
  const { merged } = desk.kin
  if (merged.length === 0) return null
  return (
    <Card title={t('{jumlah} pelapor menunggu jawaban tiket ini', { jumlah: merged.length + 1 })} kind="quiet">
      <p class="help">{t('Laporan ini digabungkan ke sini. Kabar dan jawaban tiket ini dikirim juga kepada pelapornya.')}</p>
      <ul>
        {merged.map(({ ticket, at }) => <li key={ticket.id}><a href={`/kotak-masuk/${ticket.number}`}>{ticket.title}</a> <span class="quiet">{ticket.number} · <Moment at={at} form="short" /></span></li>)}
      </ul>
    </Card>
  )
}

/** For who holds the ticket: open ones like it, to be merged into. */
export function DuplicateCard({ number, desk, units, retry, formKey }: MergeCardsProps) {
  const { t } = useView()
  if (!desk.similar) return null
  const again = retry.act === 'gabung'
  const faults = again ? retry.faults : []
  return (
    <Card title={t('Laporan yang sama?')} kind="quiet" id="gabung">
      {desk.similar.length === 0 ? <p class="quiet">{t('Tidak ada tiket terbuka yang mirip.')}</p> : (
        <ul class="similar">
          {desk.similar.map((one) => (
            <li key={one.id} class="flow">
              <p><a href={`/kotak-masuk/${one.number}`}>{one.title}</a> <span class="quiet">{one.number} · <Moment at={one.openedAt} form="short" />{one.unit ? ` · ${units.get(one.unit) ?? one.unit}` : ''}</span> {one.likeness >= 0.7 ? <Badge tone="waiting">{t('sangat mirip')}</Badge> : null}</p>
              <Form action={`/kotak-masuk/${number}/gabung`} idempotencyKey={formKey}>
                <input type="hidden" name="gabung-ke" value={one.number} />
                <Button kind="plain">{t('Gabungkan ke {nomor}', { nomor: one.number })}</Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Details summary={t('Gabungkan ke nomor lain')} open={again}>
        <p class="help">{t('Tiket ini ditutup; pelapornya mengikuti tiket yang Anda sebut dan menerima jawabannya. Hanya admin kabupaten yang dapat membatalkannya.')}</p>
        <ErrorSummary faults={faults} fieldPrefix="gabung-" />
        <Form action={`/kotak-masuk/${number}/gabung`} values={again ? retry.values : {}} faults={faults} idempotencyKey={formKey} fieldPrefix="gabung-">
          <TextField name="gabung-ke" label={t('Gabungkan ke tiket')} width="medium" inputmode="numeric" />
          <Button kind="plain">{t('Gabungkan')}</Button>
        </Form>
      </Details>
    </Card>
  )
}
