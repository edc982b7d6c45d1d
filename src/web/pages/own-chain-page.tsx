import type { CheckedEvent, OwnChain, Ticket, TimelineEntry } from '../../domains/tickets/index.ts'
import { Badge, Breadcrumb, Button, Buttons, Details, Moment, Notice, Table, useView } from '../../ui/index.ts'

interface OwnChainPageProps {
  ticket: Ticket
  chain: OwnChain
  /** What the reporter's history says of the events, by their number. */
  timeline: TimelineEntry[]
}

/** The reporter's own check: each event of their ticket with its hash, whether all is as it was written, and the same to take along. */
export function OwnChainPage({ ticket, chain, timeline }: OwnChainPageProps) {
  const { t } = useView()
  const words = new Map(timeline.map((entry) => [entry.seq, entry.text]))
  const faults = [...chain.faults, ...chain.events.flatMap((one) => one.faults)]
  return (
    <>
      <Breadcrumb links={[{ href: `/tiket/${ticket.number}`, text: t('Tiket {nomor}', { nomor: ticket.number }) }]} />
      <h1>{t('Keutuhan tiket')}</h1>
      <p class="lead">{t('Setiap tindakan atas tiket Anda dicatat dengan sidik yang bersambung ke sidik sebelumnya. Mengubah atau menghapus satu catatan memutus sambungan itu.')}</p>
      {faults.length === 0 ? (
        <Notice tone="success" announce title={t('Utuh: semua {jumlah} catatan cocok.', { jumlah: chain.events.length })}><p>{t('Diperiksa baru saja: isi, urutan, sambungan, dan segelnya.')}</p></Notice>
      ) : (
        <Notice tone="error" announce title={t('Tidak utuh: ada yang berubah.')}>
          <ul>{faults.map((fault) => <li key={fault}>{fault}</li>)}</ul>
          <p>{t('Unduh buktinya, lalu hubungi penyelenggara atau Ombudsman.')}</p>
        </Notice>
      )}
      <Table
        caption={t('Yang dicatat')} captionHidden rows={chain.events} rowKey={(row) => row.event.seq} urgent={(row) => row.faults.length > 0}
        columns={[
          { head: t('Yang dicatat'), kind: 'title', cell: (row) => `${row.event.seq}. ${words.get(row.event.seq) ?? (row.event.actor.kind === 'system' ? t('Dicatat sistem') : t('Tindakan petugas'))}` },
          { head: t('Waktu'), cell: (row) => <Moment at={row.event.at} form="short" /> },
          { head: t('Sidik'), cell: (row) => <Digest hex={row.event.hash.toString('hex')} /> },
          { head: t('Hasil'), cell: (row) => <Result row={row} /> },
        ]}
      />
      <Buttons><Button href={`/tiket/${ticket.number}/keutuhan.json`} kind="plain">{t('Unduh bukti (JSON)')}</Button></Buttons>
      <Details summary={t('Bagaimana memeriksanya sendiri?')}>
        <p>{t('Berkas itu memuat sidik setiap catatan, isi catatan yang untuk Anda, dan cara menghitungnya. Dengan program apa pun yang mengenal SHA-256, Anda dapat menghitung ulang semuanya tanpa kami. Simpan berkas ini: bila kelak ada yang berubah, sidiknya tidak lagi sama.')}</p>
      </Details>
    </>
  )
}

/** The first eight signs tell prints apart; all sixty-four are one press away. */
function Digest({ hex }: { hex: string }) {
  const { t } = useView()
  return (
    <details class="digest">
      <summary><code>{hex.slice(0, 8)}…</code> <span class="hidden-text">{t('Sidik lengkap')}</span></summary>
      <code>{hex}</code>
    </details>
  )
}

function Result({ row }: { row: CheckedEvent }) {
  const { t } = useView()
  if (row.faults.length > 0) return <Badge tone="overdue">{t('Tidak cocok')}</Badge>
  return (
    <>
      <Badge tone="done">{t('Cocok')}</Badge>
      <small class="block quiet">{row.witness.state === 'sealed' ? t('Segel {nomor}', { nomor: row.witness.seal }) : t('Menunggu segel')}{row.open ? '' : ` · ${t('isi untuk petugas')}`}</small>
    </>
  )
}
