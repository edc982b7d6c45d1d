import type { Following } from '../../domains/tickets/index.ts'
import { Button, Buttons, Card, Form, useView } from '../../ui/index.ts'

/** How many stand behind a public report, and a citizen's way to follow or join it, or to stop. */
export function FollowCard({ number, following, own }: { number: string; following: Following; own: boolean }) {
  const { t, person } = useView()
  const { joined, mine } = following
  return (
    <Card title={t('Ikuti laporan ini')} kind="quiet">
      {joined > 0 ? <p>{t('{jumlah} warga ikut menyampaikan hal yang sama.', { jumlah: joined })}</p> : null}
      {own ? <p>{t('Ini laporan Anda sendiri. Kabarnya selalu sampai kepada Anda.')}</p> : person?.kind === 'officer' ? null : person ? <Choices number={number} mine={mine} /> : (
        <p><a href={`/masuk?tujuan=/laporan/${number}`}>{t('Masuk')}</a> {t('untuk mengikuti laporan ini dan mendapat kabar bila ada jawaban baru.')}</p>
      )}
    </Card>
  )
}

function Choices({ number, mine }: { number: string; mine: Following['mine'] }) {
  const { t } = useView()
  return (
    <Form action={`/laporan/${number}/ikuti`} class="flow">
      {mine ? <p>{mine === 'joined' ? t('Anda ikut laporan ini, dan mendapat kabar bila ada jawaban baru.') : t('Anda mengikuti laporan ini, dan mendapat kabar bila ada jawaban baru.')}</p> : <p>{t('Anda mendapat kabar bila ada jawaban baru. Bila Anda mengalami hal yang sama, ikutlah: Anda dihitung.')}</p>}
      <Buttons>
        {mine ? null : <Button kind="plain" name="cara" value="ikuti">{t('Ikuti')}</Button>}
        {mine === 'joined' ? null : <Button kind="plain" name="cara" value="dukung">{t('Saya mengalami hal yang sama')}</Button>}
        {mine ? <Button kind="back" name="cara" value="berhenti">{t('Berhenti mengikuti')}</Button> : null}
      </Buttons>
    </Form>
  )
}
