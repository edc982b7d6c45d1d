import type { Fault } from '../../kernel/refusal.ts'
import { deskChannels, deskFields, senderFields } from '../../domains/intake/index.ts'
import type { FieldUse, Sop, Typed } from '../../domains/sop/index.ts'
import type { Ticket } from '../../domains/tickets/index.ts'
import {
  Breadcrumb, Button, Buttons, Card, CheckField, ChoiceField, DateTimeField, EmptyState, ErrorSummary, FieldGroup, Form, NikField, Notice, ReceiptCode, SummaryList, TextField, type Translate, useView,
} from '../../ui/index.ts'
import { type FieldChoices, SopField } from './sop-field.tsx'
import type { TicketYields } from './yield-cards.tsx'

/** Under which procedure something is entered, where an officer has the choice. */
export function DeskChoicePage({ sops }: { sops: Sop[] }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Meja depan')}</h1>
      <p class="lead">{t('Catat surat, telepon, kunjungan, atau pesan media sosial atas nama pengirimnya.')}</p>
      {sops.length === 0 ? <EmptyState title={t('Tidak ada prosedur yang Anda terima laporannya')} /> : null}
      {sops.map((sop) => (
        <Card key={sop.code} title={sop.shortTitle} href={`/meja/${sop.code}`}>
          <p>{sop.summary}</p>
        </Card>
      ))}
    </>
  )
}

interface DeskPageProps {
  sop: Sop
  values: Typed
  faults: Fault[]
  formKey: string
  choices: FieldChoices
  /** Local moment of now: nothing was received or happened later. */
  latest: string
}

/** How something can reach the desk, in words. */
export function channelText(channel: string, t: Translate): string {
  const texts: Record<string, string> = { surat: t('surat'), telepon: t('telepon'), datang: t('datang langsung'), 'media-sosial': t('media sosial') }
  return texts[channel] ?? channel
}

/** The desk's form: who sent what, when and how; then what the SOP asks of every reporter. */
export function DeskPage(props: DeskPageProps) {
  const { t } = useView()
  const { sop, faults, latest } = props
  const request = sop.kind === 'request'
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }, { href: '/meja', text: t('Meja depan') }]} />
      <h1>{t('Meja depan: {prosedur}', { prosedur: sop.shortTitle })}</h1>
      <ErrorSummary faults={faults} />
      <Form action={`/meja/${sop.code}`} values={{ [deskFields.received]: latest, ...props.values }} faults={faults} idempotencyKey={props.formKey} files>
        <FieldGroup title={request ? t('Bagaimana permohonan ini sampai') : t('Bagaimana laporan ini sampai')}>
          <ChoiceField name={deskFields.channel} label={t('Masuk lewat')} across choices={deskChannels.map((value) => ({ value, label: channelText(value, t) }))} />
          <DateTimeField name={deskFields.received} label={t('Diterima pada')} help={t('Waktu penyelesaian dihitung dari saat ini, bukan dari saat Anda mencatatnya.')} max={latest} />
        </FieldGroup>
        <FieldGroup title={t('Pengirim')} help={t('Disimpan tersandi. Jawaban dikirim ke nomor atau alamat yang ditinggalkan pengirim.')}>
          <TextField name={deskFields.name} label={t('Nama pengirim')} maxLength={100} />
          <NikField name={deskFields.nik} label={t('NIK pengirim')} help={t('Bila NIK ini sudah terdaftar, laporan masuk ke akun pemiliknya.')} optional />
          <TextField name={deskFields.phone} label={t('Nomor ponsel')} type="tel" inputmode="tel" width="medium" optional />
          <TextField name={deskFields.email} label={t('Alamat surel')} type="email" inputmode="email" optional />
        </FieldGroup>
        <FieldGroup title={request ? t('Isi permohonan') : t('Isi laporan')}>{sop.form.map((use) => draw(props, use))}</FieldGroup>
        <Privacy sop={sop} />
        <Buttons>
          <Button>{t('Catat dan buat tanda terima')}</Button>
        </Buttons>
      </Form>
    </>
  )
}

function draw({ sop, choices, latest }: DeskPageProps, use: FieldUse) {
  const { t } = useView()
  const field = sop.fields.find((f) => f.name === use.field)
  if (!field) return null
  const same = senderFields[field.name] ? t('Kosongkan bila sama dengan pengirim di atas.') : undefined
  if (field.type !== 'files') return <SopField key={use.field} field={same ? { ...field, help: [field.help, same].filter(Boolean).join(' ') } : field} use={same ? { ...use, required: false } : use} choices={choices} now={latest} fields={sop.fields} />
  if (sop.kind === 'request') return <SopField key={use.field} field={field} use={use} choices={choices} fields={sop.fields} />
  const help = use.required === true ? t('Wajib untuk surat: lampirkan pindaiannya.') : t('Pindaian surat, foto, atau tangkapan layar.')
  return <SopField key={use.field} field={{ ...field, help }} use={{ ...use, required: false }} choices={choices} />
}

function Privacy({ sop }: { sop: Sop }) {
  const { t } = useView()
  if (!sop.intake.anonymous && !sop.intake.secret) return null
  return (
    <FieldGroup title={t('Permintaan pengirim')}>
      {sop.intake.anonymous ? <CheckField name="anonim" label={t('Nama pengirim disembunyikan')} help={t('Tidak tampak bagi umum dan bagi instansi yang dilaporkan.')} optional /> : null}
      {sop.intake.secret ? <CheckField name="rahasia" label={t('Isi laporan dirahasiakan')} help={t('Laporan dan jawabannya tidak pernah dipublikasikan.')} optional /> : null}
    </FieldGroup>
  )
}

interface DeskObjectionPageProps extends DeskPageProps {
  /** Of the request: its ticket, and the number by which it is known. */
  ticket: Ticket
  number: string
}

/** An objection that somebody brings or writes, entered from the page of its request. */
export function DeskObjectionPage(props: DeskObjectionPageProps) {
  const { t } = useView()
  const { sop, ticket, faults, latest } = props
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }, { href: `/kotak-masuk/${ticket.number}`, text: ticket.title }]} />
      <h1>{t('Meja depan: {prosedur}', { prosedur: sop.shortTitle })}</h1>
      <p class="lead">{t('Keberatan atas permohonan nomor {nomor}.', { nomor: props.number })}</p>
      <ErrorSummary faults={faults} />
      <Form action={`/meja/${ticket.number}/keberatan`} values={{ [deskFields.received]: latest, ...props.values }} faults={faults} idempotencyKey={props.formKey} files>
        <FieldGroup title={t('Bagaimana keberatan ini sampai')}>
          <ChoiceField name={deskFields.channel} label={t('Masuk lewat')} across choices={deskChannels.map((value) => ({ value, label: channelText(value, t) }))} />
          <DateTimeField name={deskFields.received} label={t('Diterima pada')} help={t('Batas mengajukan keberatan dan waktu menjawabnya dihitung dari saat ini.')} max={latest} />
        </FieldGroup>
        <FieldGroup title={t('Isi keberatan')}>{sop.form.map((use) => <DeskField key={use.field} {...props} use={use} />)}</FieldGroup>
        <Buttons>
          <Button>{t('Catat dan buat tanda terima')}</Button>
        </Buttons>
      </Form>
    </>
  )
}

function DeskField({ sop, choices, latest, use }: DeskPageProps & { use: FieldUse }) {
  const field = sop.fields.find((f) => f.name === use.field)
  return field ? <SopField field={field} use={use} choices={choices} now={latest} fields={sop.fields} /> : null
}

/** What the officer sees after entering: the number to say aloud, and the receipt to print. */
export function DeskReceiptPage({ ticket, sop, code, sender, yields }: { ticket: Ticket; sop: Sop; code: string; sender: string; yields: TicketYields }) {
  const { t } = useView()
  const numbered = yields.products.filter(({ product }) => product.number)
  const paper = `/meja/${ticket.number}/tanda-terima.pdf`
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }, { href: '/meja', text: t('Meja depan') }]} />
      <Notice tone="success" title={sop.kind === 'request' ? t('Permohonan tercatat') : t('Laporan tercatat')} announce>
        <p>{t('Cetak tanda terima dan serahkan kepada pengirim. Kode rahasia hanya untuk pengirim.')}</p>
      </Notice>
      <section class="receipt">
        <h1>{t('Tanda terima')}</h1>
        <ReceiptCode number={ticket.number} code={code} />
        <SummaryList items={[{ name: t('Judul'), value: ticket.title }, ...numbered.map(({ product, register }) => ({ name: register.name, value: t('Nomor {nomor}', { nomor: product.number! }) })), { name: t('Pengirim'), value: sender }, { name: t('Masuk lewat'), value: channelText(ticket.channel, t) }, { name: t('Prosedur'), value: sop.title }]} />
      </section>
      <Buttons>
        <Button href={paper}>{t('Cetak tanda terima (A5)')}</Button>
        <Button href={`${paper}?kertas=a4`} kind="plain">{t('Kertas A4')}</Button>
        {sop.intake.linkedOnly ? null : <Button href={`/meja/${sop.code}`} kind="plain">{t('Catat laporan berikutnya')}</Button>}
        <Button href={`/kotak-masuk/${ticket.number}`} kind="plain">{t('Buka tiket')}</Button>
      </Buttons>
    </>
  )
}
