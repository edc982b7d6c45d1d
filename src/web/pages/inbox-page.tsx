import type { Sop } from '../../domains/sop/index.ts'
import type { ToldMessage } from '../../domains/messages/index.ts'
import type { InboxPage as Page, InboxRow, InboxView } from '../../domains/tickets/index.ts'
import { Badge, Button, Details, DueDate, EmptyState, FilterLinks, Moment, Pager, Table, useView } from '../../ui/index.ts'
import { AppCard } from './app-card.tsx'
import type { PostNews } from '../post-news.ts'
import type { SeatNames } from '../seat-names.ts'
import { stepName } from './holder-text.ts'
import { PostNotice } from './post-notice.tsx'

interface InboxPageProps {
  /** What the officer should know of their posts. */
  news: PostNews | undefined
  names: SeatNames
  page: Page
  view: InboxView
  counts: Record<InboxView, number>
  sops: Map<string, Sop>
  units: Map<string, string>
  categories: Map<string, string>
  messages: (ToldMessage & { number: string | undefined })[]
  admin: boolean
  /** May enter letters, calls and visits. */
  atDesk: boolean
  /** May read the yearly figures of public information service. */
  ppidReport: boolean
  now: Date
}

/** An officer's inbox: what waits for them, soonest due first; each view is a link. */
export function InboxPage(props: InboxPageProps) {
  const { t } = useView()
  const { page, view, counts, admin } = props
  // One ticket alone is acted on where it is read.
  const many = page.rows.length > 1 && ['giliran', 'jatuh-tempo', 'terlambat'].includes(view)
  return (
    <>
      <h1>{t('Kotak masuk')}</h1>
      {props.atDesk || props.ppidReport ? (
        <p class="cluster">
          {props.atDesk ? <a href="/meja">{t('Catat surat, telepon, atau tamu')}</a> : null}
          {props.ppidReport ? <a href="/petugas/ppid/laporan">{t('Laporan tahunan PPID')}</a> : null}
        </p>
      ) : null}
      {props.news ? <PostNotice news={props.news} names={props.names} /> : null}
      <div data-live class="flow">
      <FilterLinks label={t('Tampilan kotak masuk')} links={linksOf({ view, counts, admin, t })} />
      <Told messages={props.messages} />
      {page.rows.length === 0 ? <Nothing view={view} /> : many ? <form action="/kotak-masuk/massal" method="get" class="flow"><Rows {...props} choosing /><p><Button kind="plain">{t('Tindakan untuk yang dipilih')}</Button></p></form> : <Rows {...props} />}
      <Pager previous={undefined} next={page.next && `/kotak-masuk?tampil=${view}&setelah=${encodeURIComponent(page.next)}`} />
      </div>
      <p><a href="/petugas/bantuan">{t('Pintasan papan ketik')}</a></p>
      <AppCard />
    </>
  )
}

function linksOf({ view, counts, admin, t }: Pick<InboxPageProps, 'view' | 'counts' | 'admin'> & { t: (text: string) => string }) {
  const texts: [InboxView, string][] = [
    ['giliran', t('Giliran saya')], ['jatuh-tempo', t('Segera jatuh tempo')], ['terlambat', t('Lewat tenggat')], ['menunggu', t('Menunggu pelapor')], ['perlu-alasan', t('Perlu alasan')],
    ['unit', t('Unit saya')], ['selesai', t('Selesai')], ...(admin ? [['semua', t('Semua')] as [InboxView, string]] : []),
  ]
  return texts.map(([name, text]) => ({
    href: `/kotak-masuk?tampil=${name}`, text, current: view === name, urgent: name === 'terlambat', ...(name !== 'selesai' && name !== 'semua' && { count: counts[name] > 99 ? '99+' : counts[name] }),
  }))
}

function Told({ messages }: Pick<InboxPageProps, 'messages'>) {
  const { t } = useView()
  if (messages.length === 0) return null
  return (
    <Details summary={t('Pemberitahuan baru ({jumlah})', { jumlah: messages.length })}>
      <ul>
        {messages.map((message) => (
          <li key={message.id}>
            {message.number ? <a href={`/kotak-masuk/${message.number}`}>{message.text}</a> : message.text} <span class="quiet"><Moment at={message.at} form="short" /></span>
          </li>
        ))}
      </ul>
    </Details>
  )
}

function Nothing({ view }: { view: InboxView }) {
  const { t } = useView()
  const texts: Partial<Record<InboxView, string>> = {
    giliran: t('Tidak ada tiket yang menunggu Anda'), terlambat: t('Tidak ada yang lewat tenggat'), 'jatuh-tempo': t('Tidak ada yang segera jatuh tempo'),
    menunggu: t('Tidak ada yang menunggu pelapor'), 'perlu-alasan': t('Tidak ada keterlambatan yang menunggu alasan Anda'),
  }
  return <EmptyState title={texts[view] ?? t('Belum ada tiket di sini')} text={t('Tiket baru muncul di sini begitu tiba giliran Anda.')} />
}

function Rows({ page, sops, units, categories, now, choosing }: InboxPageProps & { choosing?: boolean }) {
  const { t } = useView()
  return (
    <Table
      caption={t('Tiket')} captionHidden rows={page.rows} rowKey={(row) => row.id}
      urgent={(row) => row.open && row.dueAt !== undefined && row.dueAt < now}
      columns={[
        ...(choosing ? [{ head: t('Pilih'), kind: 'mark' as const, cell: (row: InboxRow) => <input type="checkbox" class="pick" name="tiket" value={row.number} aria-label={t('Pilih {judul}', { judul: row.title })} /> }] : []),
        { head: t('Tiket'), kind: 'title', cell: (row) => <><a href={`/kotak-masuk/${row.number}`}>{row.title}</a><small class="block quiet">{row.number} · <Moment at={row.openedAt} form="short" /></small>{row.reopened > 0 ? <Badge tone="overdue">{t('Dibuka lagi {kali} kali', { kali: row.reopened })}</Badge> : null}</> },
        { head: t('Langkah'), cell: (row) => (row.open ? stepName(sops.get(`${row.sop} ${row.sopVersion}`)!, row.step) : t('Selesai')) },
        { head: t('Unit'), cell: (row) => [row.unit && units.get(row.unit), row.facts.kategori && categories.get(row.facts.kategori)].filter(Boolean).join(' · ') || '–' },
        { head: t('Tenggat'), cell: (row) => <Due row={row} now={now} /> },
      ]}
    />
  )
}

function Due({ row, now }: { row: InboxRow; now: Date }) {
  const { t } = useView()
  if (!row.open) return <Badge tone="done">{row.result === 'ditolak' ? t('Ditolak') : t('Selesai')}</Badge>
  if (row.paused) return <Badge tone="paused">{t('Menunggu pelapor')}</Badge>
  return row.dueAt ? <DueDate due={row.dueAt} now={now} form="short" /> : <span class="quiet">–</span>
}
