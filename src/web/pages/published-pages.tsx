import type { Upload } from '../../domains/files/index.ts'
import type { Unit } from '../../domains/organisation/index.ts'
import type { Sop } from '../../domains/sop/index.ts'
import type { PublishedTicket } from '../../domains/tickets/index.ts'
import { Breadcrumb, Button, Card, EmptyState, Form, Moment, Pager, Prose, SelectField, SummaryList, useView } from '../../ui/index.ts'
import { FileList } from './file-list.tsx'
import { PublishedCard } from './published-card.tsx'

interface PublishedListPageProps {
  tickets: PublishedTicket[]
  next?: string
  units: Unit[]
  unit: string
}

/** All published complaints, newest first, for all or for one agency. */
export function PublishedListPage({ tickets, next, units, unit }: PublishedListPageProps) {
  const { t } = useView()
  const names = new Map(units.map((u) => [u.code, u.name]))
  return (
    <>
      <h1>{t('Laporan publik')}</h1>
      <p class="lead">{t('Laporan warga yang dipublikasikan beserta jawabannya. Nama pelapor tidak ditampilkan.')}</p>
      <Form method="get" action="/laporan" class="search-form" values={{ unit }}>
        <SelectField name="unit" label={t('Dinas atau instansi')} optional empty={t('Semua')} options={units.map((u) => ({ value: u.code, text: u.name }))} />
        <Button kind="plain">{t('Tampilkan')}</Button>
      </Form>
      {tickets.length === 0 ? (
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

interface PublishedTicketPageProps {
  ticket: PublishedTicket
  sop: Sop
  unit: string | undefined
  village: string | undefined
  files: Upload[]
}

/** One published complaint with its answer. Never says who reported it. */
export function PublishedTicketPage({ ticket, sop, unit, village, files }: PublishedTicketPageProps) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/', text: t('Beranda') }, { href: '/laporan', text: t('Laporan publik') }]} />
      <h1>{ticket.title}</h1>
      <SummaryList
        items={[
          { name: t('Nomor tiket'), value: ticket.number },
          { name: t('Diterima'), value: <Moment at={ticket.openedAt} /> },
          { name: t('Tempat'), value: [ticket.place, village].filter(Boolean).join(', ') },
          { name: t('Ditangani oleh'), value: unit },
          { name: t('Prosedur'), value: <a href={`/sop/${sop.code}`}>{sop.shortTitle}</a> },
        ]}
      />
      <Prose text={ticket.story} />
      <FileList files={files} base={`/laporan/${ticket.number}/berkas`} />
      {ticket.answer ? (
        <Card title={t('Jawaban')} kind="strong">
          <Prose text={ticket.answer} />
          {ticket.answeredAt ? (
            <p class="quiet">
              <Moment at={ticket.answeredAt} />
            </p>
          ) : null}
        </Card>
      ) : (
        <p>{t('Laporan ini sedang ditangani. Jawabannya akan tampil di sini.')}</p>
      )}
    </>
  )
}
