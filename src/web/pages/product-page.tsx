import { formatDate } from '../../domains/calendar/index.ts'
import type { KeptRegister, Product, ProductDeed, ProductEvent } from '../../domains/products/index.ts'
import { Breadcrumb, Card, Moment, Prose, SummaryList, Timeline, type TimelineEntry, type Translate, useView } from '../../ui/index.ts'
import { type ProductNames, titleOf } from '../product-register-names.ts'
import { ProductState, recordsOnly } from './product-state.tsx'

interface ProductPageProps {
  register: KeptRegister
  product: Product
  history: ProductEvent[]
  /** Names of officers by id. */
  officers: Map<string, string>
  names: ProductNames
}

/** One entry of a register: all its columns, what happened to it, and the ticket that it came from. */
export function ProductPage(props: ProductPageProps) {
  const { t, language } = useView()
  const { register, product, history, names } = props
  const { holder } = product
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/produk', text: t('Daftar produk layanan') }, { href: `/petugas/produk/${register.code}`, text: register.name }]} />
      <h1>{titleOf(register, product, names)}</h1>
      <div><ProductState register={register} product={product} /></div>
      <SummaryList
        items={[
          { name: t('Nomor'), value: product.number },
          { name: register.holderLabel, value: holder.unit && holder.unit !== holder.name ? `${holder.name} (${names.unit(holder.unit)})` : holder.name },
          ...register.columns.map((column) => ({ name: column.personal ? t('{kolom} (data pribadi)', { kolom: column.label }) : column.label, value: long(names.value(column, product.values)) })),
          { name: recordsOnly(register) ? t('Dicatat') : t('Dikeluarkan'), value: <Moment at={product.issuedAt} /> },
          { name: t('Berlaku'), value: product.validUntil && `${formatDate(product.validFrom, language)} – ${formatDate(product.validUntil, language)}` },
          { name: t('Dicabut'), value: product.revokedAt && <Moment at={product.revokedAt} /> },
          { name: t('Alasan'), value: product.revokeReason },
          { name: t('Tiket'), value: <a href={`/kotak-masuk/${product.ticketNumber}`}>{product.ticketNumber}</a> },
        ]}
      />
      <Card title={t('Riwayat')}>
        {history.length === 0 ? <p>{t('Dicatat sebelum ada riwayat.')}</p> : <Timeline entries={history.map((event) => toEntry(t, event, props))} />}
      </Card>
    </>
  )
}

const longText = 200

function long(text: string) {
  return text.length > longText || text.includes('\n') ? <Prose text={text} /> : text
}

function toEntry(t: Translate, event: ProductEvent, { register, officers, names }: ProductPageProps): TimelineEntry {
  const { what, body } = event
  const changed = what === 'issued' ? [] : Object.entries(body.columns ?? {})
  const lines = [
    body.validUntil && what !== 'reminded' ? t('Berlaku sampai {tanggal}.', { tanggal: formatDate(body.validUntil) }) : '', body.reason ?? '',
    ...changed.map(([name, { from, to }]) => {
      const column = register.columns.find((one) => one.name === name)
      const write = (value: string) => (column ? names.value(column, { [name]: value }) : value)
      const label = column?.label ?? name
      return from === undefined ? `${label}: ${write(to)}` : t('{kolom}: {lama} menjadi {baru}', { kolom: label, lama: write(from), baru: write(to) })
    }),
  ].filter((line) => line !== '')
  return { at: event.at, what: what === 'issued' && recordsOnly(register) ? t('Dicatat') : deedWord(t, what, body.before), who: whoDid(t, event, officers), ...(lines.length > 0 && { note: lines.map((line, at) => <p key={at}>{line}</p>) }) }
}

function deedWord(t: Translate, what: ProductDeed, before = ''): string {
  switch (what) {
    case 'issued': return t('Dikeluarkan')
    case 'noted': return t('Dilengkapi')
    case 'renewed': return t('Diperpanjang')
    case 'revoked': return t('Dicabut')
    case 'voided': return t('Dibatalkan')
    case 'ended': return t('Masa berlakunya habis, dan yang baru diterbitkan')
    case 'reminded': return t('Diingatkan {lama} sebelum berakhir', { lama: before })
  }
}

function whoDid(t: Translate, { actorKind, actorId }: ProductEvent, officers: Map<string, string>): string {
  if (actorKind === 'officer') return officers.get(actorId ?? '') ?? t('Petugas')
  return actorKind === 'system' ? t('Sistem') : t('Pemohon')
}
