import type { Fault } from '../../kernel/refusal.ts'
import type { AvailableAct, Sop, Typed } from '../../domains/sop/index.ts'
import { standsAt, type StepLink, type TimelineEntry } from '../../domains/tickets/index.ts'
import { Button, Card, Form, Moment, Notice, SummaryList, useView } from '../../ui/index.ts'
import { ActForm, beginAgain } from './act-form.tsx'
import { filledItems } from './filled-fields.tsx'
import type { FieldChoices } from './sop-field.tsx'

export interface StepLinkPageProps {
  link: StepLink
  sop: Sop
  acts: AvailableAct[]
  choices: FieldChoices
  formKey: string
  /** Stands at the end of this page's address. */
  linkKey: string
  retry: { values: Typed; faults: Fault[]; act?: string; told?: string }
  units: Map<string, string>
  /** What last happened, in words for the reporter. */
  news: TimelineEntry | undefined
  /** A new link was just sent. */
  sent: boolean
}

/** What a link that was sent by e-mail opens: the step that waits for its reader, or why it does not work (any more). */
export function StepLinkPage(props: StepLinkPageProps) {
  const { t } = useView()
  const { link, sop } = props
  return (
    <>
      <p class="quiet">{t('Tiket {nomor}', { nomor: link.ticket.number })} · {sop.shortTitle}</p>
      <h1>{link.state === 'open' ? standsAt(sop, link.step) : t('Tautan ini tidak dapat dipakai')}</h1>
      {props.sent ? <Notice tone="success" announce><p>{t('Tautan baru sudah dikirim ke {alamat}. Periksa juga folder spam.', { alamat: link.masked })}</p></Notice> : null}
      {link.state === 'open' ? <Open {...props} /> : <Gone {...props} />}
    </>
  )
}

function Open({ link, sop, acts, choices, formKey, linkKey, retry, units, news }: StepLinkPageProps) {
  const { t } = useView()
  return (
    <>
      <p class="lead">{t('Tautan ini hanya untuk Anda dan dapat dipakai satu kali, sampai')} <Moment at={link.expiresAt} />.</p>
      {news ? <Notice tone="info"><p>{news.text}</p><p class="quiet">{news.role} · <Moment at={news.at} /></p></Notice> : null}
      {retry.told ? <Notice tone="error" announce><p>{retry.told}</p></Notice> : null}
      <Card title={t('Permohonan ini')}>
        <SummaryList items={filledItems({ sop, facts: link.ticket.state.facts, units, shows: (field) => !field.seenBy })} />
      </Card>
      <Card title={t('Yang perlu Anda lakukan')} kind="strong">
        {acts.map((available, at) => (
          <ActForm
            key={available.act.name} sop={sop} available={available} choices={choices} formKey={formKey} version={link.ticket.version} strong={at === 0}
            action={`/tautan/${linkKey}/${available.act.name}`} {...(retry.act === available.act.name && retry.faults.length > 0 && { retry })}
            facts={link.ticket.state.facts} begin={beginAgain(sop, available, link.ticket.state.facts)}
          />
        ))}
      </Card>
    </>
  )
}

function Gone({ link, linkKey }: StepLinkPageProps) {
  const { t } = useView()
  if (link.state === 'used') return <p class="lead">{t('Tautan ini sudah dipakai pada')} <Moment at={link.usedAt!} />{t(', dan hanya berlaku satu kali. Tidak ada lagi yang perlu Anda lakukan di sini.')}</p>
  if (link.state === 'replaced') return <p class="lead">{t('Sudah ada tautan yang lebih baru, atau langkah ini sudah selesai. Pakailah tautan dalam surel terakhir dari kami.')}</p>
  return (
    <>
      <p class="lead">{t('Masa berlakunya habis pada')} <Moment at={link.expiresAt} />. {t('Data Anda tidak hilang: minta tautan baru, lalu lanjutkan.')}</p>
      <Form action={`/tautan/${linkKey}/kirim-lagi`}>
        <Button>{t('Kirim tautan baru ke {alamat}', { alamat: link.masked })}</Button>
      </Form>
    </>
  )
}
