import { answerOfPart, type Ticket } from '../../domains/tickets/index.ts'
import type { Fault } from '../../kernel/refusal.ts'
import { Badge, Button, Card, Details, ErrorSummary, Form, type FormValues, LongTextField, Moment, Notice, Prose, Timeline, useView } from '../../ui/index.ts'
import { FileList } from './file-list.tsx'
import type { SharedCourse, TicketKin } from '../ticket-kin.ts'

interface KinCardsProps {
  ticket: Ticket
  kin: TicketKin
  shared: SharedCourse | undefined
  units: Map<string, string>
  formKey: string
  retry: { values: FormValues; faults: Fault[]; act?: string }
}

/** For the reporter: the ticket that theirs was merged with, how many stand behind theirs, and how far each unit is. */
export function KinCards(props: KinCardsProps) {
  return (
    <>
      <SharedCard {...props} />
      <GatheredNote {...props} />
      <PartsCard {...props} />
    </>
  )
}

function SharedCard({ shared, ticket }: KinCardsProps) {
  const { t } = useView()
  if (!shared) return null
  return (
    <Card title={t('Digabungkan dengan tiket {nomor}', { nomor: shared.number })} kind="strong">
      <p>{t('Laporan Anda tentang hal yang sama dengan tiket itu, jadi ditangani bersama. Kabar dan jawabannya tampil di sini, dan tetap dikirim kepada Anda.')}</p>
      {shared.open ? <p><Badge tone="running">{t('Sedang diproses')}</Badge> {shared.standing}</p> : <p><Badge tone="done">{t('Selesai')}</Badge></p>}
      {shared.answer ? (
        <>
          <h3>{t('Jawaban')}</h3>
          <Prose text={shared.answer.text} />
          <p class="quiet"><Moment at={shared.answer.at} /></p>
          <FileList files={shared.answer.files} base={`/tiket/${ticket.number}/berkas`} />
        </>
      ) : null}
      {shared.news.length > 0 ? <Timeline entries={shared.news.map((entry) => ({ at: entry.at, who: entry.role, what: entry.text, state: 'past' as const }))} /> : null}
      {shared.published ? <p><a href={`/laporan/${shared.number}`}>{t('Buka halaman publik tiket {nomor}', { nomor: shared.number })}</a></p> : null}
    </Card>
  )
}

function GatheredNote({ kin }: KinCardsProps) {
  const { t } = useView()
  if (kin.merged.length === 0) return null
  return <Notice tone="info"><p>{t('{jumlah} laporan lain tentang hal yang sama digabungkan ke laporan Anda.', { jumlah: kin.merged.length })}</p></Notice>
}

function PartsCard({ ticket, kin, units, formKey, retry }: KinCardsProps) {
  const { t } = useView()
  if (kin.parts.length === 0) return null
  return (
    <Card title={t('Ditangani beberapa unit')} id="bagian">
      <ul class="parts">
        {kin.parts.map((part) => (
          <li key={part.id} class="flow">
            <p class="cluster cluster--apart"><strong>{partName(part, units)}</strong> <PartBadge part={part} /></p>
            {part.state.waiting && part.question ? <PartQuestion ticket={ticket} part={part} formKey={formKey} retry={retry} /> : null}
          </li>
        ))}
      </ul>
      {ticket.parts === 'ready' ? <p class="quiet">{t('Semua unit sudah selesai. Jawabannya sedang digabungkan untuk Anda.')}</p> : null}
    </Card>
  )
}

/** The unit that a part waits for; the units, where it went to a group anew. */
export function partName({ state }: Ticket, units: Map<string, string>): string {
  const codes = state.unit ? [state.unit] : state.group
  return codes.map((code) => units.get(code) ?? code).join(' / ')
}

/** How far a part is, in one word. */
export function PartBadge({ part }: { part: Ticket }) {
  const { t } = useView()
  if (part.state.waiting) return <Badge tone="paused">{t('Bertanya kepada pelapor')}</Badge>
  if (part.state.open) return <Badge tone="running">{t('Sedang disiapkan')}</Badge>
  return answerOfPart(part) ? <Badge tone="done">{t('Sudah menjawab')}</Badge> : <Badge tone="refused">{part.state.result === 'ditarik' ? t('Ditarik') : t('Berakhir tanpa jawaban')}</Badge>
}

function PartQuestion({ ticket, part, formKey, retry }: { ticket: Ticket; part: Ticket } & Pick<KinCardsProps, 'formKey' | 'retry'>) {
  const { t } = useView()
  const again = retry.act === `balas-${part.partNo}`
  const prefix = `bagian-${part.partNo}`
  return (
    <>
      <Prose text={part.question ?? ''} />
      <Details summary={t('Jawab pertanyaan ini')} open>
        <ErrorSummary faults={again ? retry.faults : []} fieldPrefix={prefix} />
        <Form action={`/tiket/${ticket.number}/bagian/${part.partNo}/balas`} values={again ? retry.values : {}} faults={again ? retry.faults : []} idempotencyKey={formKey} fieldPrefix={prefix}>
          <LongTextField name="balasan" label={t('Jawaban Anda')} maxLength={8000} rows={3} />
          <Button>{t('Kirim jawaban')}</Button>
        </Form>
      </Details>
    </>
  )
}
