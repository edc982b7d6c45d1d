import type { Fault } from '../../kernel/refusal.ts'
import type { Redaction } from '../../domains/files/index.ts'
import { Badge, Breadcrumb, Button, Buttons, Card, Details, ErrorSummary, Form, LongTextField, Moment, Notice, useView } from '../../ui/index.ts'
import type { PublicView } from '../public-view.ts'
import { PublishedTicketBody } from './published-ticket-body.tsx'

interface PublicViewPageProps extends PublicView {
  /** The passages as they were typed, one a line. */
  text: string
  faults: Fault[]
  formKey: string
  /** `saved` after saving; `preview` where the passages are not kept yet. */
  state?: 'saved' | 'preview' | undefined
  conflict?: string | undefined
}

/** What everybody sees of a ticket, left; what an officer covers of it, right. */
export function PublicViewPage(props: PublicViewPageProps) {
  const { t } = useView()
  const { ticket, shown, state } = props
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }, { href: `/kotak-masuk/${ticket.number}`, text: t('Tiket {nomor}', { nomor: ticket.number }) }]} />
      <h1>{t('Tampilan umum')}</h1>
      {state === 'saved' ? <Notice tone="success" announce><p>{t('Tersimpan.')}</p></Notice> : null}
      {state === 'preview' ? <Notice tone="warn" announce><p>{t('Pratinjau: belum disimpan.')}</p></Notice> : null}
      <p class="lead">
        {ticket.publishedAt
          ? <>{t('Laporan ini sudah terbit. Perubahan berlaku seketika.')} <a href={`/laporan/${ticket.number}`}>{t('Lihat halaman publiknya')}</a></>
          : t('Laporan ini belum terbit. Beginilah semua orang akan melihatnya. Tulisan dan berkas asli tidak berubah.')}
      </p>
      <div class="split">
        <div class="flow">
          <Card title={shown.title}>
            <div class="flow"><PublishedTicketBody {...props} ticket={shown} base={`/kotak-masuk/${ticket.number}/umum/berkas`} /></div>
          </Card>
          {!ticket.publishedAt && shown.answer ? <p class="quiet">{t('Jawaban di atas adalah konsep terakhir. Yang terbit nanti jawaban yang dilepas; bagian yang disamarkan juga disamarkan di sana.')}</p> : null}
        </div>
        <div class="split-acts flow">
          <MaskForm {...props} />
          <FileChoices {...props} />
        </div>
      </div>
    </>
  )
}

function MaskForm({ ticket, text, faults, formKey, versions, reporterReads, conflict }: PublicViewPageProps) {
  const { t } = useView()
  const action = `/kotak-masuk/${ticket.number}/umum`
  const phones = reporterReads.filter((words) => /^[+\d]/.test(words))
  const names = reporterReads.filter((words) => !phones.includes(words))
  return (
    <Card title={t('Samarkan tulisan')} kind="strong">
      <p class="help">{t('NIK, nomor telepon, surel, dan nomor kendaraan disamarkan sendiri. Nama orang, alamat rumah, dan hal pribadi lain perlu Anda tunjukkan.')}</p>
      {ticket.anonymous ? <p class="help">{t('Pelapor minta tidak disebut: nama dan telepon akunnya disamarkan sendiri bila tertulis di sini.')}</p> : null}
      {conflict ? <Notice tone="warn" announce><p>{conflict}</p></Notice> : null}
      <ErrorSummary faults={faults} />
      <Form action={action} values={{ samarkan: text }} faults={faults} idempotencyKey={formKey}>
        <input type="hidden" name="versi" value={versions.at(-1)?.no ?? 0} />
        <LongTextField name="samarkan" label={t('Kata atau kalimat yang disamarkan')} optional rows={5} help={t('Satu baris satu bagian, disalin persis dari judul, cerita, tempat, atau jawaban. Disamarkan di semua tempat ia tertulis.')} />
        <Buttons>
          <Button>{t('Simpan')}</Button>
          <button class="button button--back" type="submit" formAction={`${action}/pratinjau`} formNoValidate><span>{t('Pratinjau')}</span></button>
        </Buttons>
        {names.length > 0 ? <Suggestion text={t('Nama pelapor tampak dalam tulisan ini: {kata}.', { kata: names.map((one) => `“${one}”`).join(', ') })} words={names} action={action} /> : null}
        {phones.length > 0 ? <Suggestion text={t('Telepon pelapor tampak dalam tulisan ini: {kata}.', { kata: phones.map((one) => `“${one}”`).join(', ') })} words={phones} action={action} /> : null}
      </Form>
      {versions.length > 0 ? (
        <Details summary={t('Riwayat ({jumlah})', { jumlah: versions.length })}>
          <ol class="versions">
            {versions.toReversed().map((one) => <li key={one.no}>{one.passages > 0 ? t('{jumlah} bagian disamarkan', { jumlah: one.passages }) : t('Tidak ada yang disamarkan')} <span class="quiet">{one.officer ? `${one.officer} · ` : ''}<Moment at={one.at} /></span></li>)}
          </ol>
        </Details>
      ) : null}
    </Card>
  )
}

/** The form again, with these words among those that are covered; nothing is saved. */
function Suggestion({ text, words, action }: { text: string; words: string[]; action: string }) {
  const { t } = useView()
  return (
    <Notice tone="warn">
      <p>{text}</p>
      <button class="button button--plain" type="submit" formAction={`${action}/pratinjau`} name="tambah" value={words.join('\n')} formNoValidate><span>{t('Samarkan')}</span></button>
    </Notice>
  )
}

function FileChoices({ ticket, uploads }: PublicViewPageProps) {
  const { t } = useView()
  if (uploads.length === 0) return null
  return (
    <Card title={t('Gambar dan berkas')}>
      <ul class="file-choices">
        {uploads.map(({ upload, redaction }) => (
          <li key={upload.id}>
            <p><strong>{upload.name}</strong> <FileState redaction={redaction} /></p>
            <a href={`/kotak-masuk/${ticket.number}/gambar/${upload.id}`}>{upload.kind === 'pdf' ? t('Atur berkas') : t('Samarkan gambar')}<span class="hidden-text"> {upload.name}</span></a>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What everybody sees of a file, as a badge. */
export function FileState({ redaction }: { redaction: Pick<Redaction, 'hidden' | 'boxes'> | undefined }) {
  const { t } = useView()
  if (redaction?.hidden) return <Badge tone="secret">{t('Tidak ditampilkan')}</Badge>
  if (redaction && redaction.boxes.length > 0) return <Badge tone="done">{t('{jumlah} bagian disamarkan', { jumlah: redaction.boxes.length })}</Badge>
  return <Badge tone="neutral">{t('Tampil seluruhnya')}</Badge>
}
