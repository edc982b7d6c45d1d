import { Badge, DueDate, useView } from '../../ui/index.ts'
import type { OfficerTicket } from '../officer-ticket.ts'
import { stepName } from './holder-text.ts'

/** The head of an officer's page of a ticket: which it is, where it stands, and what is due. */
export function OfficerTicketHead(props: OfficerTicket) {
  const { t } = useView()
  const { ticket, sop, units, parent, following } = props
  return (
    <header class="ticket-head">
      <p class="quiet">{t('Tiket {nomor}', { nomor: ticket.number })} · <a href={`/sop/${sop.code}`}>{sop.shortTitle}</a></p>
      <h1>{ticket.title}</h1>
      {parent ? <p>{sop.intake.linkedOnly ? t('Keberatan atas tiket') : t('Terkait tiket')} <a href={`/kotak-masuk/${parent.number}`}>{parent.number}</a></p> : null}
      <p class="cluster">
        {ticket.state.waiting ? <Badge tone="paused">{t('Menunggu pelapor')}</Badge> : ticket.state.open ? <Badge tone="running">{stepName(sop, ticket.state.step)}</Badge> : <Badge tone="done">{ticket.state.result}</Badge>}
        {ticket.state.unit ? <Badge tone="neutral">{units.get(ticket.state.unit) ?? ticket.state.unit}</Badge> : null}
        {ticket.reopened > 0 ? <Badge tone="overdue">{t('Dibuka lagi {kali} kali', { kali: ticket.reopened })}</Badge> : null}
        {following.joined > 0 ? <Badge tone="neutral">{t('{jumlah} warga ikut', { jumlah: following.joined })}</Badge> : null}
        {ticket.publishedAt ? <Badge tone="published" /> : null}
        {ticket.anonymous ? <Badge tone="anonymous" /> : null}
        {ticket.secret ? <Badge tone="secret" /> : null}
        {ticket.state.facts.identitas ? <Badge tone={ticket.state.facts.identitas === 'valid' ? 'done' : 'refused'}>{ticket.state.facts.identitas === 'valid' ? t('KTP valid') : t('KTP tidak valid')}</Badge> : null}
      </p>
      <Now {...props} />
    </header>
  )
}

/** Before all else: whether it is this officer's turn, what for, and by when. */
function Now({ ticket, acts, clocks, now }: OfficerTicket) {
  const { t } = useView()
  if (!ticket.state.open) return null
  const act = mainActOf(acts)?.act
  const [first] = clocks
    .filter(({ clock, paused }) => clock.roles.length > 0 && clock.dueAt && !clock.stoppedAt && !paused && clock.duration.unit !== 'second')
    .sort((a, b) => a.clock.dueAt!.getTime() - b.clock.dueAt!.getTime())
  if (!act && !first) return null
  return (
    <div class="ticket-now">
      {act ? <p><strong>{t('Giliran Anda:')}</strong> <a href="#tindakan">{act.label}</a></p> : null}
      {first ? <p>{t('Tenggat terdekat:')} <DueDate due={first.clock.dueAt!} now={now} form="short" /></p> : null}
    </div>
  )
}

/** The act that the procedure means to come next; the others stand below it. */
export function mainActOf(acts: OfficerTicket['acts']): OfficerTicket['acts'][number] | undefined {
  return acts.find((one) => one.act.tone === 'main') ?? acts[0]
}
