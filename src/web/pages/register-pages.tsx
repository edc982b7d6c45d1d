import type { LocalDate } from '../../domains/calendar/index.ts'
import type { KeptRegister, Product, ProductCounts, ProductFilter } from '../../domains/products/index.ts'
import { Badge, Breadcrumb, Button, Buttons, type Column, EmptyState, FilterLinks, Form, Moment, Pager, Table, TextField, type Translate, useView } from '../../ui/index.ts'
import { cut, type ProductNames, titleOf } from '../product-register-names.ts'
import { BreakableText } from './breakable-text.tsx'
import { activeWord, ProductState } from './product-state.tsx'

interface CountedRegister {
  register: KeptRegister
  counts: ProductCounts
}

/** The registers that an officer may open, with what waits in them. */
export function RegistersPage({ registers }: { registers: CountedRegister[] }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Daftar produk layanan')}</h1>
      <p class="lead">{t('Subdomain, akun, sertifikat, dan register yang dihasilkan layanan. Daftar terisi sendiri dari tiket.')}</p>
      {registers.length === 0 ? <EmptyState title={t('Tidak ada daftar untuk jabatan Anda')} text={t('Daftar dibuka oleh pengelolanya dan admin kabupaten.')} /> : <Registers registers={registers} />}
    </>
  )
}

function Registers({ registers }: { registers: CountedRegister[] }) {
  const { t } = useView()
  const link = ({ register }: CountedRegister, view: string, count: number) => (count === 0 ? <>0</> : <a href={`/petugas/produk/${register.code}?keadaan=${view}`}>{count}</a>)
  return (
    <Table
      caption={t('Daftar produk layanan')} captionHidden rows={registers} rowKey={(row) => row.register.code} urgent={(row) => row.counts.soon > 0}
      columns={[
        { head: t('Daftar'), kind: 'title', cell: ({ register }) => <><a href={`/petugas/produk/${register.code}`}>{register.name}</a><Marks register={register} /></> },
        { head: t('Berlaku atau tercatat'), kind: 'number', cell: (row) => link(row, 'berlaku', row.counts.active) },
        { head: t('Segera berakhir'), kind: 'number', cell: (row) => (row.register.validity ? link(row, 'segera', row.counts.soon) : null) },
        { head: t('Berakhir'), kind: 'number', cell: (row) => (row.register.validity ? link(row, 'berakhir', row.counts.expired) : null) },
        { head: t('Dicabut'), kind: 'number', cell: (row) => link(row, 'dicabut', row.counts.revoked) },
      ]}
    />
  )
}

function Marks({ register }: { register: KeptRegister }) {
  const { t } = useView()
  const marks = [register.public ? t('Tampil untuk umum') : '', register.active ? '' : t('Tidak dipakai lagi')].filter(Boolean)
  return marks.length > 0 ? <small class="block quiet">{marks.join(' · ')}</small> : null
}

interface RegisterPageProps {
  register: KeptRegister
  products: Product[]
  next?: string
  counts: ProductCounts
  filter: ProductFilter
  /** The view as it stands in the address. */
  wanted: string
  names: ProductNames
  today: LocalDate
}

/** One register for those who keep it: views by state, search, and the entries, newest first. */
export function RegisterPage(props: RegisterPageProps) {
  const { t } = useView()
  const { register, products, next, filter, wanted } = props
  const base = `/petugas/produk/${register.code}`
  const query = { ...(wanted && { keadaan: wanted }), ...(filter.text && { cari: filter.text }) }
  const download = (format: string) => `${base}/unduh?${new URLSearchParams({ ...query, bentuk: format })}`
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/produk', text: t('Daftar produk layanan') }]} />
      <h1>{register.name}</h1>
      {register.active ? null : <p><Badge tone="neutral">{t('Tidak dipakai lagi')}</Badge></p>}
      <Views {...props} />
      <Form method="get" action={base} class="search-form" fieldPrefix="daftar" values={{ cari: filter.text ?? '' }}>
        {wanted ? <input type="hidden" name="keadaan" value={wanted} /> : null}
        <TextField name="cari" label={t('Cari di daftar ini')} type="search" />
        <Button kind="plain">{t('Cari')}</Button>
      </Form>
      {products.length === 0 ? <Nothing filter={filter} base={base} /> : <Products {...props} />}
      <Pager next={next && `${base}?${new URLSearchParams({ ...query, setelah: next })}`} />
      {products.length > 0 ? (
        <Buttons>
          <Button kind="plain" href={download('xlsx')}>{t('Unduh XLSX')}</Button>
          <Button kind="plain" href={download('csv')}>{t('Unduh CSV')}</Button>
        </Buttons>
      ) : null}
    </>
  )
}

function Views(props: RegisterPageProps) {
  const { t } = useView()
  const links = linksOf(t, props)
  // All and those in force are the same where nothing else can be.
  return links.length > 2 ? <FilterLinks label={t('Keadaan')} links={links} /> : null
}

function linksOf(t: Translate, { register, counts, filter, wanted }: RegisterPageProps) {
  const all = counts.active + counts.expired + counts.revoked + counts.void
  const views: [string, string, number, boolean][] = [
    ['', t('Semua'), all, true], ['berlaku', activeWord(t, register), counts.active, true], ['segera', t('Segera berakhir'), counts.soon, register.validity !== undefined],
    ['berakhir', t('Berakhir'), counts.expired, register.validity !== undefined || counts.expired > 0],
    ['dicabut', t('Dicabut'), counts.revoked, register.key !== undefined || counts.revoked > 0], ['batal', t('Batal'), counts.void, counts.void > 0],
  ]
  const href = (view: string) => {
    const query = new URLSearchParams({ ...(view && { keadaan: view }), ...(filter.text && { cari: filter.text }) }).toString()
    return `/petugas/produk/${register.code}${query && `?${query}`}`
  }
  return views.filter(([, , , shown]) => shown).map(([view, text, count]) => ({ href: href(view), text, count, current: wanted === view, urgent: view === 'segera' }))
}

function Nothing({ filter, base }: { filter: ProductFilter; base: string }) {
  const { t } = useView()
  if (!filter.text && !filter.state && !filter.soon) return <EmptyState title={t('Daftar ini masih kosong')} text={t('Catatan muncul di sini begitu layanan mengeluarkannya.')} />
  return (
    <EmptyState title={t('Tidak ada yang cocok')} text={t('Coba kata lain, atau lihat semuanya.')}>
      <Button kind="plain" href={base}>{t('Lihat semua')}</Button>
    </EmptyState>
  )
}

/** Columns that a list shows beside the title; the others are on the entry's own page, personal ones only there. */
const listed = 3
const longCell = 120

function Products({ register, products, names, today }: RegisterPageProps) {
  const { t } = useView()
  const shown = register.columns.filter((column) => !column.personal && (register.numbering !== undefined || column.name !== (register.key ?? register.columns[0]?.name))).slice(0, listed)
  const columns: Column<Product>[] = [
    {
      head: titleHead(t, register), kind: 'title',
      cell: (row) => (
        <>
          <a href={`/petugas/produk/${register.code}/${row.id}`}><BreakableText text={titleOf(register, row, names)} /></a>
          <small class="block quiet"><BreakableText text={cut(row.holder.name, longCell)} /> · <Moment at={row.issuedAt} form="day" /></small>
        </>
      ),
    },
    ...shown.map((column): Column<Product> => ({ head: column.label, cell: (row) => <BreakableText text={cut(names.value(column, row.values), longCell)} /> })),
    { head: t('Keadaan'), cell: (row) => <ProductState register={register} product={row} today={today} /> },
  ]
  return <Table caption={register.name} captionHidden rows={products} rowKey={(row) => row.id} columns={columns} />
}

/** The head of the column that names an entry. */
export function titleHead(t: Translate, register: KeptRegister): string {
  if (register.numbering) return t('Nomor')
  return register.columns.find((column) => column.name === register.key)?.label ?? register.entryName.charAt(0).toUpperCase() + register.entryName.slice(1)
}
