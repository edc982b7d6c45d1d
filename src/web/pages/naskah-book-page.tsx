import { type BookView, bookViews } from '../../domains/naskah/index.ts'
import { Button, Buttons, type Column, EmptyState, FilterLinks, Form, Moment, Pager, SelectField, Table, TextField, type Translate, useView } from '../../ui/index.ts'
import type { BookContent, BookLine } from '../naskah-desk.ts'
import { NaskahBadge } from './naskah-state.tsx'

function viewWord(t: Translate, view: BookView): string {
  const words = { buku: t('Buku agenda'), menunggu: t('Menunggu tanda tangan'), ditandatangani: t('Ditandatangani'), terkirim: t('Terkirim'), batal: t('Batal'), konsep: t('Belum bernomor') }
  return words[view]
}

/** The address of a part of the book as it is sought now. */
function addressOf({ query }: Pick<BookContent, 'query'>, change: Record<string, string>, path = '/petugas/surat'): string {
  const parts = { unit: query.unit, tahun: String(query.year), ...(query.view !== 'buku' && { tampil: query.view }), ...(query.text && { cari: query.text }), ...change }
  return `${path}?${new URLSearchParams(parts)}`
}

/** The book of outgoing letters of one unit and year. */
export function BookPage(content: BookContent) {
  const { t } = useView()
  const { unit, query, lines, counts, next } = content
  return (
    <>
      <h1>{t('Surat keluar')}</h1>
      <p class="lead">{t('Buku agenda {unit}, tahun {tahun}. Nomor diberikan berurutan tanpa lompatan; surat yang dibatalkan tetap tercatat.', { unit: unit.name, tahun: query.year })}</p>
      <Finder {...content} />
      <FilterLinks
        label={t('Bagian buku')}
        links={bookViews.map((view) => ({ href: addressOf(content, { tampil: view }), text: viewWord(t, view), count: counts[view], current: query.view === view }))}
      />
      {lines.length === 0 ? <Nothing {...content} /> : <Lines {...content} />}
      <Pager next={next && addressOf(content, { setelah: next })} />
      {lines.length > 0 ? (
        <Buttons>
          <Button kind="plain" href={addressOf(content, { bentuk: 'xlsx' }, '/petugas/surat/unduh')}>{t('Unduh XLSX')}</Button>
          <Button kind="plain" href={addressOf(content, { bentuk: 'csv' }, '/petugas/surat/unduh')}>{t('Unduh CSV')}</Button>
        </Buttons>
      ) : null}
    </>
  )
}

function Finder({ units, years, query }: BookContent) {
  const { t } = useView()
  return (
    <Form method="get" action="/petugas/surat" class="search-form search-form--two" fieldPrefix="surat" values={{ unit: query.unit, tahun: String(query.year), cari: query.text }}>
      {units.length > 1 ? <SelectField name="unit" label={t('Unit')} options={units.map((one) => ({ value: one.code, text: one.shortName }))} /> : <input type="hidden" name="unit" value={query.unit} />}
      {years.length > 1 ? <SelectField name="tahun" label={t('Tahun')} options={years.map((one) => ({ value: String(one), text: String(one) }))} /> : <input type="hidden" name="tahun" value={String(query.year)} />}
      {query.view === 'buku' ? null : <input type="hidden" name="tampil" value={query.view} />}
      <TextField name="cari" label={t('Nomor, hal, atau penerima')} type="search" maxLength={100} />
      <Button kind="plain">{t('Cari surat')}</Button>
    </Form>
  )
}

function Nothing(content: BookContent) {
  const { t } = useView()
  const { query } = content
  if (query.text || query.view !== 'buku') {
    return (
      <EmptyState title={t('Tidak ada surat di sini')} text={query.text ? t('Coba kata lain, atau lihat seluruh buku.') : t('Tidak ada surat pada bagian buku ini.')}>
        <Button kind="plain" href={`/petugas/surat?${new URLSearchParams({ unit: query.unit, tahun: String(query.year) })}`}>{t('Lihat seluruh buku')}</Button>
      </EmptyState>
    )
  }
  return <EmptyState title={t('Belum ada surat tahun ini')} text={t('Surat tercatat di sini begitu mendapat nomor, saat penanda tangan membubuhkan tanda tangannya pada tiket.')} />
}

function Lines({ lines, query, unit }: BookContent) {
  const { t } = useView()
  const isDraft = query.view === 'konsep'
  const secret = <span class="quiet">{t('(rahasia)')}</span>
  const title: Column<BookLine> = isDraft
    ? { head: t('Hal'), kind: 'title', cell: ({ naskah, open }) => <>{open ? <a href={`/petugas/surat/${naskah.id}`}>{naskah.subject}</a> : secret}<small class="block quiet">{t('versi {n}', { n: naskah.version })} · <Moment at={naskah.updatedAt} form="short" /></small></> }
    : { head: t('Nomor'), kind: 'title', cell: ({ naskah, open }) => <>{open ? <a class="break" href={`/petugas/surat/${naskah.id}`}>{naskah.number}</a> : <span class="break">{naskah.number}</span>}<small class="block quiet">{naskah.numberedAt ? <Moment at={naskah.numberedAt} form="day" /> : null}</small></> }
  return (
    <Table
      caption={t('Surat keluar {unit}', { unit: unit.name })} captionHidden rows={lines} rowKey={({ naskah }) => naskah.id}
      columns={[
        title,
        ...(isDraft ? [] : [{ head: t('Hal'), cell: ({ naskah, open }: BookLine) => (open ? naskah.subject : secret) }]),
        { head: t('Kepada'), cell: ({ naskah, open }) => (open ? naskah.recipient : secret) },
        { head: t('Keadaan'), cell: ({ naskah }) => <NaskahBadge state={naskah.state} /> },
      ]}
    />
  )
}

/** For officers without a post. */
export function NoBookPage() {
  const { t } = useView()
  return (
    <>
      <h1>{t('Surat keluar')}</h1>
      <EmptyState title={t('Tidak ada buku surat untuk Anda')} text={t('Buku surat dibuka oleh pejabat di unitnya dan oleh admin kabupaten.')} />
    </>
  )
}
