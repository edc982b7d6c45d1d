import type { AvailableAct, Sop } from '../../domains/sop/index.ts'
import { longestJoined, type Ticket } from '../../domains/tickets/index.ts'
import { Badge, Button, Buttons, Card, Details, ErrorSummary, FieldGroup, Form, LongTextField, Notice, Prose, SelectField, useView } from '../../ui/index.ts'
import type { OfficerDesk } from '../officer-desk.ts'
import type { OfficerRetry } from '../officer-ticket.ts'
import { PreviewButton, PreviewPanel } from './act-tools.tsx'
import { PartBadge, partName } from './kin-cards.tsx'
import { stepName } from './holder-text.ts'
import { type FieldChoices, SopField } from './sop-field.tsx'

interface SplitCardsProps {
  ticket: Ticket
  sop: Sop
  desk: OfficerDesk
  acts: AvailableAct[]
  choices: FieldChoices
  units: Map<string, string>
  retry: OfficerRetry
  formKey: string
}

/** Of a part: which ticket it belongs to. */
export function PartNotice({ desk, ticket }: SplitCardsProps) {
  const { t } = useView()
  const { mother } = desk.kin
  if (!mother) return null
  return (
    <Notice tone="info" title={t('Bagian {nomor} dari tiket {induk}', { nomor: ticket.partNo ?? 0, induk: mother.number })}>
      <p>{t('Jawab bagian unit Anda saja. Jawaban semua unit digabungkan sebelum sampai ke pelapor.')} <a href={`/kotak-masuk/${mother.number}`}>{t('Buka tiket induknya')}</a></p>
      {typeof ticket.state.facts.instruksi === 'string' ? <Prose text={t('Instruksi: {teks}', { teks: ticket.state.facts.instruksi })} /> : null}
    </Notice>
  )
}

const shownRows = 2
const allRows = 6

/** Hands the ticket to several units at once, each with its order. */
export function SplitCard({ ticket, sop, desk, acts, choices, retry, formKey }: SplitCardsProps) {
  const { t } = useView()
  const { split } = desk
  if (!split) return sop.kind === 'request' && acts.some(({ act }) => act.effects.some((effect) => effect.do === 'assign-unit' && effect.field)) ? <p class="help">{t('Permohonan tidak dibagi ke beberapa unit: pemohon menerima satu keputusan.')}</p> : null
  const again = retry.act === 'bagi'
  const faults = again ? retry.faults : []
  const { fill } = split.available.act
  const handsOn = split.unitField !== undefined
  const common = handsOn ? fill.filter((use) => use.field !== split.unitField && use.field !== split.instructionField) : []
  // Where a unit splits what it would answer itself, the first part is its own.
  const own = ticket.state.unit ?? (ticket.state.group.length === 1 ? ticket.state.group[0] : undefined)
  const first = !handsOn && own ? { 'bagian-1-unit': own } : {}
  const filled = (no: number) => again && ['unit', 'instruksi'].some((name) => retry.values[`bagian-${no}-${name}`])
  const row = (no: number) => (
    <FieldGroup key={no} title={t('Bagian {nomor}', { nomor: no })}>
      <SelectField name={`bagian-${no}-unit`} label={t('Unit')} options={choices.units} optional={no > shownRows} />
      <LongTextField name={`bagian-${no}-instruksi`} label={t('Yang harus dijawab unit ini')} rows={2} maxLength={2000} optional={no > shownRows} />
    </FieldGroup>
  )
  const numbers = Array.from({ length: allRows }, (_, index) => index + 1)
  return (
    <Card title={t('Bagi ke beberapa unit')} kind="quiet" id="bagi">
      <Details summary={t('Laporan ini menyangkut lebih dari satu unit')} open={again}>
        <p class="help">{t('Setiap unit mendapat tiketnya sendiri dan menjawab bagiannya. Sesudah semua menjawab, Anda menggabungkan jawabannya. Pelapor tetap melihat satu tiket.')}</p>
        {handsOn ? null : <p class="help">{t('Sebut juga unit Anda sendiri bila ikut menjawab.')}</p>}
        <ErrorSummary faults={faults} fieldPrefix="bagi" />
        <Form action={`/kotak-masuk/${ticket.number}/bagi`} values={again ? retry.values : first} faults={faults} idempotencyKey={formKey} fieldPrefix="bagi">
          <input type="hidden" name="versi" value={ticket.version} />
          {common.flatMap((use) => sop.fields.filter((field) => field.name === use.field).map((field) => <SopField key={field.name} field={field} use={use} choices={choices} fields={sop.fields} />))}
          {numbers.slice(0, shownRows).map(row)}
          <Details summary={t('Unit lain')} open={numbers.slice(shownRows).some(filled)}>{numbers.slice(shownRows).map(row)}</Details>
          <Button kind="plain">{t('Bagi tiket')}</Button>
        </Form>
      </Details>
    </Card>
  )
}

/** Of a split ticket: its parts, and the joined answer once all of them have ended. */
export function PartsCard(props: SplitCardsProps) {
  const { t } = useView()
  const { desk, units, sop } = props
  if (desk.kin.parts.length === 0) return null
  return (
    <>
      <JoinCard {...props} />
      <Card title={t('Bagian tiket ini')} id="bagian">
        <ul class="parts">
          {desk.kin.parts.map((part) => (
            <li key={part.id} class="flow">
              <p class="cluster cluster--apart"><a href={`/kotak-masuk/${part.number}`}>{partName(part, units)}</a> <PartBadge part={part} /></p>
              <p class="quiet">{part.number}{part.state.open ? ` · ${stepName(sop, part.state.step)}` : ''}</p>
              {typeof part.state.facts.instruksi === 'string' ? <Prose text={part.state.facts.instruksi} /> : null}
              <PartOrders {...props} part={part} />
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

function PartOrders({ ticket, desk, part, retry, formKey }: SplitCardsProps & { part: Ticket }) {
  const { t } = useView()
  if (!desk.splitter || !ticket.state.open || !ticket.parts || part.state.result === 'ditarik') return null
  const order = part.state.open ? { act: 'tarik', field: 'alasan-tarik', summary: t('Tarik kembali'), label: t('Alasan') } : { act: 'kembalikan', field: 'catatan-bagian', summary: t('Minta jawabannya diperbaiki'), label: t('Yang perlu diperbaiki') }
  const again = retry.act === `${order.act}-${part.partNo}`
  const faults = again ? retry.faults : []
  const prefix = `${order.act}-${part.partNo}`
  return (
    <Details summary={order.summary} open={again}>
      <ErrorSummary faults={faults} fieldPrefix={prefix} />
      <Form action={`/kotak-masuk/${ticket.number}/bagian/${part.partNo}/${order.act}`} values={again ? retry.values : {}} faults={faults} idempotencyKey={formKey} fieldPrefix={prefix}>
        <LongTextField name={order.field} label={order.label} rows={2} maxLength={2000} />
        <Button kind={part.state.open ? 'stop' : 'plain'}>{order.summary}</Button>
      </Form>
    </Details>
  )
}

function JoinCard({ ticket, sop, desk, retry, formKey }: SplitCardsProps) {
  const { t } = useView()
  if (!desk.splitter || ticket.parts !== 'ready') return null
  const again = retry.act === 'gabungan'
  const faults = again ? retry.faults : []
  return (
    <Card title={t('Jawaban gabungan')} kind="strong" id="gabungan">
      <p><Badge tone="done">{t('Semua bagian selesai')}</Badge></p>
      <p class="help">{t('Susunlah jawaban unit-unit di bawah ini menjadi satu jawaban untuk pelapor.')}</p>
      <ErrorSummary faults={faults} fieldPrefix="gabungan" />
      <Form action={`/kotak-masuk/${ticket.number}/gabungan`} values={again ? retry.values : { 'jawaban-gabungan': desk.joined }} faults={faults} idempotencyKey={formKey} fieldPrefix="gabungan" offline>
        <input type="hidden" name="versi" value={ticket.version} />
        <LongTextField name="jawaban-gabungan" label={t('Jawaban untuk pelapor')} rows={12} maxLength={longestJoined(sop, ticket)} />
        {again && retry.preview ? <PreviewPanel preview={retry.preview} /> : null}
        <Buttons>
          <Button>{t('Kirim jawaban gabungan')}</Button>
          <PreviewButton action={`/kotak-masuk/${ticket.number}/gabungan`} />
        </Buttons>
      </Form>
    </Card>
  )
}
