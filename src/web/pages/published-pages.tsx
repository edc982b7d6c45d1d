import type { Unit } from '../../domains/organisation/index.ts'
import type { Following, PublishedResult, PublishedTicket } from '../../domains/tickets/index.ts'
import { Breadcrumb, Button, EmptyState, Form, Notice, Pager, SelectField, TextField, useView } from '../../ui/index.ts'
import { FollowCard } from './follow-card.tsx'
import { PublishedCard } from './published-card.tsx'
import { PublishedTicketBody, type PublishedTicketProps } from './published-ticket-body.tsx'
import { NothingFound, SearchNotice } from './search-notice.tsx'

interface PublishedListPageProps {
  tickets: PublishedTicket[]
  next?: string
  units: Unit[]
  unit: string
  /** What is searched for; `found` in place of the tickets then. */
  text: string
  found?: PublishedResult
}

/** All published complaints, newest first, for all or for one agency; or those that were searched for, best first. */
export function PublishedListPage({ tickets, next, units, unit, text, found }: PublishedListPageProps) {
  const { t } = useView()
  const names = new Map(units.map((u) => [u.code, u.name]))
  return (
    <>
      <h1>{t('Laporan publik')}</h1>
      <p class="lead">{t('Laporan warga yang dipublikasikan beserta jawabannya. Nama pelapor tidak ditampilkan.')}</p>
      <Form method="get" action="/laporan" class="search-form search-form--two" values={{ q: text, unit }}>
        <TextField name="q" label={t('Cari laporan')} optional maxLength={400} type="search" />
        <SelectField name="unit" label={t('Dinas atau instansi')} optional empty={t('Semua')} options={units.map((u) => ({ value: u.code, text: u.name }))} />
        <Button kind="plain">{t('Tampilkan')}</Button>
      </Form>
      {found ? <FoundTickets found={found} text={text} unit={unit} names={names} /> : null}
      {tickets.length === 0 && !found ? (
        <EmptyState title={t('Belum ada laporan di sini')} text={t('Laporan tampil setelah dijawab dan dipublikasikan.')}>
          <Button href="/lapor">{t('Buat laporan')}</Button>
        </EmptyState>
      ) : null}
      <div class="grid grid--two">
        {tickets.map((ticket) => (
          <PublishedCard key={ticket.id} ticket={ticket} unit={ticket.unit && names.get(ticket.unit)} />
        ))}
      </div>
      <Pager next={next && `/laporan?${new URLSearchParams({ ...(unit && { unit }), setelah: next })}`} />
    </>
  )
}

function FoundTickets({ found, text, unit, names }: { found: PublishedResult; text: string; unit: string; names: Map<string, string> }) {
  const { hits, mode, mended, next } = found
  return (
    <>
      <SearchNotice mode={hits.length > 0 ? mode : 'all'} mended={mended} />
      {hits.length === 0 ? <NothingFound text={text} mode={mode} /> : null}
      <div class="grid grid--two">{hits.map((hit) => <PublishedCard key={hit.ticket.id} ticket={hit.ticket} unit={hit.ticket.unit && names.get(hit.ticket.unit)} found={hit} />)}</div>
      <Pager next={next && `/laporan?${new URLSearchParams({ q: text.slice(0, 400), ...(unit && { unit }), setelah: next })}`} />
    </>
  )
}

/** One published complaint with its answer. Never says who reported it. */
export function PublishedTicketPage(props: PublishedTicketProps & { following: Following; own: boolean; joined: boolean }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/', text: t('Beranda') }, { href: '/laporan', text: t('Laporan publik') }]} />
      <h1>{props.ticket.title}</h1>
      {props.joined && props.following.mine === 'joined' ? <Notice tone="success" announce><p>{t('Anda ikut laporan ini. Kabar jawabannya sampai kepada Anda; laporan Anda sendiri tidak dikirim.')}</p></Notice> : null}
      <PublishedTicketBody {...props} />
      <FollowCard number={props.ticket.number} following={props.following} own={props.own} />
    </>
  )
}
