import type { Fault } from '../../kernel/refusal.ts'
import type { Redaction, Upload } from '../../domains/files/index.ts'
import type { Ticket } from '../../domains/tickets/index.ts'
import { Breadcrumb, Button, Buttons, Card, CheckField, ErrorSummary, Form, type FormValues, Moment, Notice, TextField, useView } from '../../ui/index.ts'
import type { ShownVersion } from '../public-view.ts'
import { boxFields } from '../read-boxes.ts'
import { FileState } from './public-view-page.tsx'

export interface RedactPictureProps {
  ticket: Ticket
  upload: Upload
  versions: (Redaction & ShownVersion)[]
  /** What is in the form: the fields of `count` boxes, and `sembunyikan`. */
  values: FormValues
  count: number
  /** The boxes for the address of the preview; empty where none can be drawn. */
  query: string
  faults: Fault[]
  formKey: string
  /** Of the form that takes an earlier version again. */
  againKey: string
  saved?: boolean | undefined
  conflict?: string | undefined
}

/** What everybody sees of one picture: boxes drawn on it with pointer or keyboard, or given in percent where no script runs. */
export function RedactPicturePage(props: RedactPictureProps) {
  const { t } = useView()
  const { ticket, upload, faults, conflict } = props
  const picture = upload.kind !== 'pdf'
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }, { href: `/kotak-masuk/${ticket.number}`, text: t('Tiket {nomor}', { nomor: ticket.number }) }, { href: `/kotak-masuk/${ticket.number}/umum`, text: t('Tampilan umum') }]} />
      <h1>{picture ? t('Samarkan gambar') : t('Atur berkas')}</h1>
      {props.saved ? <Notice tone="success" announce><p>{ticket.publishedAt ? t('Tersimpan, dan sudah berlaku di halaman umum.') : t('Tersimpan.')}</p></Notice> : null}
      <p class="lead">
        {picture ? t('Tutup wajah, nomor kendaraan, dan hal pribadi lain. Yang ditutup tidak dapat dibuka lagi dari gambar umum; gambar asli tetap tersimpan untuk pelapor dan petugas.') : t('PDF tidak dapat disamarkan sebagian di sini, tetapi dapat tidak ditampilkan. Berkas asli tetap tersimpan untuk pelapor dan petugas.')}
        {ticket.publishedAt ? ` ${t('Laporan ini sudah terbit: yang Anda simpan berlaku seketika.')}` : ''}
      </p>
      {conflict ? <Notice tone="warn" announce><p>{conflict}</p></Notice> : null}
      <ErrorSummary faults={faults} />
      <div class="split">
        {picture ? <Picture {...props} /> : <p><a href={`/kotak-masuk/${ticket.number}/berkas/${upload.id}`}>{upload.name}</a></p>}
        <div class="split-acts flow">
          <BoxForm {...props} picture={picture} />
          <Versions {...props} />
        </div>
      </div>
    </>
  )
}

const baseOf = ({ ticket, upload }: RedactPictureProps) => `/kotak-masuk/${ticket.number}/gambar/${upload.id}`

/** The picture with its boxes covered; the script puts the picture itself there, and the boxes above it. */
function Picture(props: RedactPictureProps) {
  const { t } = useView()
  const { ticket, upload, query } = props
  const original = `/kotak-masuk/${ticket.number}/berkas/${upload.id}`
  const words = { box: t('Kotak {n}: {x}% dari kiri, {y}% dari atas, lebar {w}%, tinggi {h}%'), added: t('Kotak {n} ditambah.'), removed: t('Kotak {n} dihapus.'), full: t('Sudah sebanyak kotak yang dapat disimpan.'), look: t('Lihat hasil'), edit: t('Kembali mengubah') }
  return (
    <div class="flow">
      <div class="redact" data-redact={`${baseOf(props)}/pratinjau`} data-original={original} data-words={JSON.stringify(words)}>
        <img src={query ? `${baseOf(props)}/pratinjau?${query}` : original} alt={t('Gambar “{nama}”', { nama: upload.name })} width={upload.width ?? undefined} height={upload.height ?? undefined} />
      </div>
      <p class="help" id="cara" data-redact-help hidden>{t('Tarik di atas gambar untuk membuat kotak; di layar sentuh, ketuk gambarnya. Kotak dapat digeser, dan ditarik di sudutnya. Dengan papan ketik: panah menggeser, Shift dan panah mengubah ukuran, Delete menghapus.')}</p>
      <p class="hidden-text" role="status" data-redact-status />
    </div>
  )
}

function BoxForm(props: RedactPictureProps & { picture: boolean }) {
  const { t } = useView()
  const { values, faults, formKey, versions, count, picture } = props
  return (
    <Card title={t('Yang dilihat umum')} kind="strong">
      <Form action={baseOf(props)} values={values} faults={faults} idempotencyKey={formKey} id="kotak">
        <input type="hidden" name="versi" value={versions.at(-1)?.no ?? 0} />
        {/* The key Enter in a field presses the first button: that must save, not remove a box. */}
        <button class="hidden-text" type="submit" tabIndex={-1} aria-hidden="true" />
        {picture ? (
          <>
            <details class="details" open data-numbers>
              <summary>{t('Letak dan ukuran dalam angka')}</summary>
              <div class="details-inside">
                <div class="boxes" data-boxes>
                  {Array.from({ length: count }, (_, index) => <BoxFields key={index} at={String(index + 1)} title={t('Kotak {n}', { n: index + 1 })} remove={`${baseOf(props)}/lihat`} />)}
                </div>
                <div data-new-box>
                  <BoxFields at="baru" title={t('Kotak baru')} />
                </div>
              </div>
            </details>
            <template data-box-template><BoxFields at="0" title={t('Kotak {n}', { n: 0 })} remove={`${baseOf(props)}/lihat`} /></template>
            <Buttons>
              <button class="button button--plain" type="button" data-add-box hidden><span>{t('Tambah kotak')}</span></button>
              <button class="button button--plain" type="submit" formAction={`${baseOf(props)}/lihat`} formNoValidate data-look><span>{t('Tambah dan lihat hasil')}</span></button>
            </Buttons>
          </>
        ) : null}
        <CheckField name="sembunyikan" label={picture ? t('Jangan tampilkan gambar ini untuk umum') : t('Jangan tampilkan berkas ini untuk umum')} optional />
        <Button>{t('Simpan')}</Button>
      </Form>
    </Card>
  )
}

function BoxFields({ at, title, remove }: { at: string; title: string; remove?: string }) {
  const { t } = useView()
  const labels: Record<string, string> = { kiri: t('Dari kiri (%)'), atas: t('Dari atas (%)'), lebar: t('Lebar (%)'), tinggi: t('Tinggi (%)') }
  return (
    <fieldset class="box-fields" data-box={at}>
      <legend>{title}</legend>
      {boxFields.map(([name]) => <TextField key={name} name={`${name}-${at}`} label={labels[name]} width="short" maxLength={6} optional={at === 'baru'} />)}
      {remove ? <button class="button button--plain" type="submit" formAction={remove} formNoValidate name="hapus" value={at} data-remove-box><span>{t('Hapus')}</span><span class="hidden-text"> {title}</span></button> : null}
    </fieldset>
  )
}

/** Who decided what, newest first; each can be taken again, which is one more version. */
function Versions(props: RedactPictureProps) {
  const { t } = useView()
  const { versions } = props
  if (versions.length === 0) return null
  const all = [{ no: 0, at: undefined, officer: undefined, hidden: false, boxes: [] }, ...versions]
  return (
    <Card title={t('Riwayat')} kind="quiet">
      <Form action={`${baseOf(props)}/kembali`} idempotencyKey={props.againKey} class="form-plain">
        <input type="hidden" name="versi" value={versions.at(-1)!.no} />
        <ol class="versions">
          {all.toReversed().map((one, index) => (
            <li key={one.no}>
              <FileState redaction={one} />
              <span class="quiet">{one.at ? <>{one.officer ? `${one.officer} · ` : ''}<Moment at={one.at} /></> : t('Seperti dikirim')}</span>
              {index > 0 ? <button class="button button--plain" type="submit" name="ke" value={one.no}><span>{t('Pakai lagi')}</span><span class="hidden-text"> {one.no}</span></button> : null}
            </li>
          ))}
        </ol>
      </Form>
    </Card>
  )
}
