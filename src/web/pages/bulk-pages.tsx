import type { Sop } from '../../domains/sop/index.ts'
import type { BulkChoice, BulkRun } from '../../domains/tickets/index.ts'
import { Badge, Breadcrumb, Button, Card, EmptyState, ErrorSummary, Details, Form, type FormValues, Notice, Table, type Tone, useView } from '../../ui/index.ts'
import type { Fault } from '../../kernel/refusal.ts'
import { stepName } from './holder-text.ts'
import { type FieldChoices, SopField } from './sop-field.tsx'

interface BulkPageProps {
  choices: BulkChoice[]
  fields: FieldChoices
  formKey: string
  retry: { values: FormValues; faults: Fault[]; act?: string }
}

/** The same act on the tickets that were chosen: what can be done to all of them, or how to choose alike ones. */
export function BulkPage({ choices, fields, formKey, retry }: BulkPageProps) {
  const { t } = useView()
  const [choice, ...others] = choices
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }]} />
      <h1>{t('Tindakan untuk beberapa tiket')}</h1>
      <ErrorSummary faults={retry.faults} {...(retry.act && { fieldPrefix: `${retry.act}-` })} />
      {!choice ? <EmptyState title={t('Belum ada tiket yang dipilih')} text={t('Centang tiket di kotak masuk, lalu tekan “Tindakan untuk yang dipilih”.')} /> : null}
      {others.length > 0 ? <Unlike choices={choices} /> : choice ? <Alike choice={choice} fields={fields} formKey={formKey} retry={retry} /> : null}
    </>
  )
}

function Unlike({ choices }: { choices: BulkChoice[] }) {
  const { t } = useView()
  return (
    <Notice tone="warn" title={t('Tiket yang dipilih tidak berada pada langkah yang sama')}>
      <p>{t('Pilih salah satu kelompok ini dahulu:')}</p>
      <ul>
        {choices.map(({ tickets, sop }) => (
          <li key={tickets[0]!.id}><a href={addressOf(tickets.map((one) => one.number))}>{sop.shortTitle}, {stepName(sop, tickets[0]!.state.step)}: {t('{jumlah} tiket', { jumlah: tickets.length })}</a></li>
        ))}
      </ul>
    </Notice>
  )
}

/** The page of these tickets. */
export function addressOf(numbers: string[]): string {
  return `/kotak-masuk/massal?${numbers.map((number) => `tiket=${number}`).join('&')}`
}

function Alike({ choice, fields, formKey, retry }: Omit<BulkPageProps, 'choices'> & { choice: BulkChoice }) {
  const { t } = useView()
  const { tickets, sop, acts } = choice
  return (
    <div class="split">
      <Card title={t('{jumlah} tiket', { jumlah: tickets.length })}>
        <p class="quiet">{sop.shortTitle}, {stepName(sop, tickets[0]!.state.step)}</p>
        <ol>{tickets.map((ticket) => <li key={ticket.id}><a href={`/kotak-masuk/${ticket.number}`}>{ticket.title}</a> <span class="quiet">{ticket.number}</span></li>)}</ol>
      </Card>
      <Card title={t('Tindakan')} kind="strong">
        {acts.length === 0 ? <p>{t('Tidak ada tindakan yang dapat diambil sekaligus untuk tiket-tiket ini. Yang memerlukan berkas atau frasa sandi dikerjakan satu per satu.')}</p> : null}
        {acts.map((act, index) => {
          const again = retry.act === act.name
          const form = (
            <Form action="/kotak-masuk/massal" values={again ? retry.values : {}} faults={again ? retry.faults : []} idempotencyKey={formKey} fieldPrefix={`${act.name}-`}>
              {tickets.map((ticket) => <input key={ticket.id} type="hidden" name="tiket" value={ticket.number} />)}
              <input type="hidden" name="tindakan" value={act.name} />
              {act.help ? <p class="help">{act.help}</p> : null}
              {act.fill.flatMap((use) => sop.fields.filter((field) => field.name === use.field).map((field) => <SopField key={field.name} field={field} use={use} choices={fields} fields={sop.fields} />))}
              <Button kind={index === 0 ? 'main' : act.tone === 'stop' ? 'stop' : 'plain'}>{t('{tindakan} untuk {jumlah} tiket', { tindakan: act.label, jumlah: tickets.length })}</Button>
            </Form>
          )
          return <section key={act.name} class={index === 0 ? 'act act--main' : 'act'}>{index === 0 ? <><h3>{act.label}</h3>{form}</> : <Details summary={act.label} open={again}>{form}</Details>}</section>
        })}
      </Card>
    </div>
  )
}

const tones: Record<BulkRun['items'][number]['state'], Tone> = { waiting: 'waiting', done: 'done', refused: 'refused' }

/** How far a run is, ticket by ticket; with JavaScript it follows by itself until the end. */
export function BulkRunPage({ run, sop }: { run: BulkRun; sop: Sop }) {
  const { t } = useView()
  const act = sop.steps.find((step) => step.name === run.step)?.acts.find((one) => one.name === run.act)
  const count = (state: BulkRun['items'][number]['state']) => run.items.filter((item) => item.state === state).length
  const words = { waiting: t('Menunggu'), done: t('Selesai'), refused: t('Tidak dikerjakan') }
  const done = run.items.length - count('waiting')
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }]} />
      <h1>{act?.label ?? run.act}</h1>
      <div data-live {...(!run.finished && { 'data-poll': '1500' })} class="flow">
        <p role="status">{run.finished ? t('Selesai: {jumlah} tiket dikerjakan, {gagal} tidak.', { jumlah: count('done'), gagal: count('refused') }) : t('{jumlah} dari {semua} tiket selesai. Halaman ini boleh ditutup; pekerjaannya berjalan terus.', { jumlah: done, semua: run.items.length })}</p>
        <progress max={run.items.length} value={done} aria-label={t('Kemajuan')} />
        {run.finished ? null : <p><a href={`/kotak-masuk/massal/${run.id}`}>{t('Segarkan')}</a></p>}
        <Table
          caption={t('Tiket')} captionHidden rows={run.items} rowKey={(item) => item.no} urgent={(item) => item.state === 'refused'}
          columns={[
            { head: t('Tiket'), kind: 'title', cell: (item) => <><a href={`/kotak-masuk/${item.number}`}>{item.title}</a><small class="block quiet">{item.number}</small></> },
            { head: t('Hasil'), cell: (item) => <><Badge tone={tones[item.state]}>{words[item.state]}</Badge>{item.reason ? <span class="block">{item.reason}</span> : null}</> },
          ]}
        />
      </div>
      <p><a href="/kotak-masuk">{t('Kembali ke kotak masuk')}</a></p>
    </>
  )
}
