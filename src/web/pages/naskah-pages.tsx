import type { Fault } from '../../kernel/refusal.ts'
import { formatDate } from '../../domains/calendar/index.ts'
import { fillLate, type NaskahEvent } from '../../domains/naskah/index.ts'
import {
  Breadcrumb, Button, Buttons, Card, Details, ErrorSummary, Form, LongTextField, Moment, Notice, Prose, SummaryList, Timeline, type TimelineEntry, type Translate, useView,
} from '../../ui/index.ts'
import type { NaskahContent } from '../naskah-desk.ts'
import { NaskahBadge } from './naskah-state.tsx'
import { NaskahVersions } from './naskah-versions.tsx'

interface NaskahPageProps extends NaskahContent {
  /** The address of its public proof. */
  proof: string
  retry: { faults: Fault[]; reason: string }
}

/** One official letter for officers: what it says, who initialled which version, its number, its signature, all that happened to it. */
export function NaskahPage(props: NaskahPageProps) {
  const { t } = useView()
  const { naskah, versions, retry } = props
  const current = versions.at(-1)
  return (
    <>
      <Breadcrumb links={[{ href: `/petugas/surat?${new URLSearchParams({ unit: naskah.unit, ...(naskah.seq === undefined && { tampil: 'konsep' }) })}`, text: t('Surat keluar') }]} />
      <h1>{naskah.subject}</h1>
      <div class="cluster"><NaskahBadge state={naskah.state} /></div>
      <ErrorSummary faults={retry.faults} />
      <Ended {...props} />
      <Facts {...props} />
      <Papers {...props} />
      {current ? <Card title={t('Isi surat')}><Prose text={fillLate(current.body, { ...(naskah.number && { number: naskah.number }), ...(props.date && { date: props.date }) })} /></Card> : null}
      <Initials {...props} />
      <NaskahVersions id={naskah.id} versions={versions} officers={props.officers} />
      <Card title={t('Riwayat')}><Timeline entries={props.events.map((event) => toEntry(t, event, props.officers))} /></Card>
      {props.mayVoid ? <GiveUp {...props} /> : null}
    </>
  )
}

function Ended({ naskah, successor }: NaskahPageProps) {
  const { t } = useView()
  if (naskah.state !== 'void') return null
  return (
    <Notice tone="warn" title={t('Surat ini dibatalkan')}>
      <p>{naskah.voidReason}</p>
      {successor ? <p><a href={`/petugas/surat/${successor.id}`}>{t('Digantikan oleh: {surat}', { surat: successor.number ?? successor.subject })}</a></p> : null}
    </Notice>
  )
}

function Facts({ naskah, templateName, unitName, ticketNumber, date, versions, proof }: NaskahPageProps) {
  const { t, language } = useView()
  const signer = naskah.signer ?? versions.at(-1)?.frame.signer
  return (
    <SummaryList
      items={[
        { name: t('Nomor'), value: naskah.number ?? t('Belum bernomor') },
        { name: t('Tanggal surat'), value: date && formatDate(date, language) },
        { name: t('Kepada'), value: naskah.recipient },
        { name: t('Unit'), value: unitName },
        { name: t('Templat'), value: templateName },
        { name: t('Penanda tangan'), value: signer?.title },
        { name: t('Tiket'), value: ticketNumber && <a href={`/kotak-masuk/${ticketNumber}`}>{ticketNumber}</a> },
        { name: t('Ditandatangani'), value: naskah.signedAt && <Moment at={naskah.signedAt} /> },
        { name: t('Dikirim'), value: naskah.sentAt && <Moment at={naskah.sentAt} /> },
        { name: t('Sidik jari berkas (SHA-256)'), value: naskah.sha256 && <code class="break">{naskah.sha256}</code> },
        { name: t('Halaman bukti'), value: naskah.signedAt && <a class="break" href={`/surat/${naskah.token}`}>{proof}</a> },
      ]}
    />
  )
}

function Papers({ naskah }: NaskahPageProps) {
  const { t } = useView()
  const signed = naskah.signedAt !== undefined
  return (
    <Buttons>
      <Button kind="plain" icon="file" href={`/petugas/surat/${naskah.id}/pdf`}>{signed ? t('Buka surat bertanda tangan (PDF)') : t('Baca konsep (PDF)')}</Button>
    </Buttons>
  )
}

function Initials({ naskah, initials, officers }: NaskahPageProps) {
  const { t } = useView()
  const valid = initials.filter((one) => one.version === naskah.version)
  const old = initials.length - valid.length
  return (
    <Card title={t('Paraf')}>
      {valid.length === 0 ? <p>{t('Versi {n} belum diparaf.', { n: naskah.version })}</p> : (
        <ul>
          {valid.map((one) => <li key={`${one.post} ${one.unit}`}>{one.role}{one.byId && officers.has(one.byId) ? `, ${officers.get(one.byId)}` : ''}, <Moment at={one.at} form="short" /></li>)}
        </ul>
      )}
      {old > 0 ? <p class="quiet">{t('{n} paraf pada versi terdahulu gugur karena isi surat berubah.', { n: old })}</p> : null}
    </Card>
  )
}

function toEntry(t: Translate, event: NaskahEvent, officers: Map<string, string>): TimelineEntry {
  const words = {
    drafted: t('Konsep versi {n} disusun', { n: event.version }), initialled: t('Versi {n} diparaf', { n: event.version }), numbered: t('Diberi nomor'), signed: t('Ditandatangani'),
    sent: t('Dikirim'), void: t('Dibatalkan'), replaced: t('Digantikan oleh surat lain'),
  }
  const name = event.byId ? officers.get(event.byId) : undefined
  return { at: event.at, what: words[event.kind], who: name ?? (event.byKind === 'system' ? t('Sistem') : t('Petugas')), ...(event.note && { note: <p>{event.note}</p> }) }
}

function GiveUp({ naskah, retry }: NaskahPageProps) {
  const { t } = useView()
  return (
    <Details summary={t('Batalkan surat ini')} open={retry.faults.length > 0}>
      <p>{naskah.number ? t('Nomornya tetap tercatat sebagai batal dan tidak dipakai lagi. Halaman buktinya menyatakan surat ini dibatalkan. Pembatalan tidak dapat ditarik kembali.') : t('Konsep ini tidak dapat dilanjutkan lagi. Pembatalan tidak dapat ditarik kembali.')}</p>
      <Form action={`/petugas/surat/${naskah.id}/batal`} values={{ alasan: retry.reason }} faults={retry.faults}>
        <LongTextField name="alasan" label={t('Alasan')} rows={3} maxLength={500} />
        <Button kind="stop">{t('Batalkan surat')}</Button>
      </Form>
    </Details>
  )
}
