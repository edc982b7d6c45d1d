import type { LetterRow } from '../../domains/messages/index.ts'
import { Badge, Breadcrumb, Button, EmptyState, FilterLinks, Form, Moment, Pager, Table, type Tone, type Translate, useView } from '../../ui/index.ts'

interface LettersPageProps {
  letters: LetterRow[]
  next?: string
  counts: Partial<Record<LetterRow['state'], number>>
  state: LetterRow['state'] | undefined
  /** Ticket numbers by id. */
  numbers: Map<string, string>
}

const tones: Record<LetterRow['state'], Tone> = { queued: 'waiting', sending: 'running', sent: 'done', delivered: 'done', dead: 'overdue', held: 'paused' }

/** The state of a letter in words. */
export function stateWord(t: Translate, state: LetterRow['state']): string {
  const words = { queued: t('Antre'), sending: t('Sedang dikirim'), sent: t('Terkirim'), delivered: t('Sampai'), dead: t('Gagal'), held: t('Ditahan') }
  return words[state]
}

/** Everything that was sent or waits to be sent, with masked addresses. */
export function LettersPage({ letters, next, counts, state, numbers }: LettersPageProps) {
  const { t } = useView()
  const shown: LetterRow['state'][] = ['queued', 'sent', 'delivered', 'dead', 'held']
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <div class="cluster cluster--apart">
        <h1>{t('Pesan keluar')}</h1>
        <p class="cluster"><a href="/pesan/tertahan">{t('Pesan masuk yang ditahan')}</a> <a href="/pesan/templat">{t('Templat pesan')}</a></p>
      </div>
      <FilterLinks
        label={t('Keadaan pesan')}
        links={[
          { href: '/pesan', text: t('Semua'), current: !state },
          ...shown.map((one) => ({ href: `/pesan?keadaan=${one}`, text: stateWord(t, one), current: state === one, count: counts[one] ?? 0, urgent: one === 'dead' })),
        ]}
      />
      {letters.length === 0 ? <EmptyState title={t('Tidak ada pesan di sini')} text={t('Pesan muncul di sini begitu sebuah tindakan memberi tahu seseorang.')} /> : <Rows letters={letters} numbers={numbers} />}
      <Pager next={next && `/pesan?${new URLSearchParams({ ...(state && { keadaan: state }), setelah: next })}`} />
    </>
  )
}

function Rows({ letters, numbers }: Pick<LettersPageProps, 'letters' | 'numbers'>) {
  const { t } = useView()
  return (
    <Table
      caption={t('Pesan keluar')} captionHidden rows={letters} rowKey={(row) => row.id} urgent={(row) => row.state === 'dead'}
      columns={[
        { head: t('Pesan'), kind: 'title', cell: (row) => <>{row.title}<small class="block quiet">{row.text}</small></> },
        { head: t('Kepada'), cell: (row) => <>{row.channel.toUpperCase()} {row.masked ?? t('(alamat dihapus)')}{row.subjectId && numbers.has(row.subjectId) ? <small class="block"><a href={`/kotak-masuk/${numbers.get(row.subjectId)}`}>{numbers.get(row.subjectId)}</a></small> : null}</> },
        { head: t('Keadaan'), cell: (row) => <State letter={row} /> },
      ]}
    />
  )
}

function State({ letter }: { letter: LetterRow }) {
  const { t } = useView()
  return (
    <>
      <Badge tone={tones[letter.state]}>{stateWord(t, letter.state)}</Badge>
      <small class="block quiet"><Moment at={letter.deliveredAt ?? letter.sentAt ?? letter.queuedAt} form="short" /></small>
      {letter.lastError ? <small class="block">{t('Percobaan ke-{n}: {sebab}', { n: letter.attempts, sebab: letter.lastError })}</small> : null}
      {(letter.state === 'dead' || letter.state === 'held') && letter.kind !== 'kode' ? (
        <Form action={`/pesan/${letter.id}/kirim-ulang`}>
          <Button kind="plain">{t('Kirim ulang')}</Button>
        </Form>
      ) : null}
    </>
  )
}
