import type { KeptRegister, PublicProduct } from '../../domains/products/index.ts'
import { Breadcrumb, Button, type Column, EmptyState, Form, Pager, Table, TextField, useView } from '../../ui/index.ts'
import { cut, type ProductNames, titleOf } from '../product-register-names.ts'
import { BreakableText } from './breakable-text.tsx'
import { ProductState } from './product-state.tsx'
import { titleHead } from './register-pages.tsx'

interface PublicRegisterPageProps {
  /** Without its personal columns. */
  register: KeptRegister
  products: PublicProduct[]
  next?: string
  text: string
  names: ProductNames
}

const listed = 5
const longCell = 160

/** A register that everybody may read, without personal data. */
export function PublicRegisterPage({ register, products, next, text, names }: PublicRegisterPageProps) {
  const { t } = useView()
  const base = `/daftar/${register.code}`
  return (
    <>
      <Breadcrumb links={[{ href: '/', text: t('Beranda') }]} />
      <h1>{register.name}</h1>
      <p class="lead">{t('Daftar ini terbuka untuk umum. Data pribadi tidak ditampilkan.')}</p>
      <Form method="get" action={base} class="search-form" fieldPrefix="daftar" values={{ cari: text }}>
        <TextField name="cari" label={t('Cari di daftar ini')} type="search" />
        <Button kind="plain">{t('Cari')}</Button>
      </Form>
      {products.length > 0 ? <Products register={register} products={products} names={names} /> : (
        <EmptyState title={text ? t('Tidak ada yang cocok') : t('Daftar ini masih kosong')} text={text ? t('Coba kata lain, atau lihat semuanya.') : t('Catatan muncul di sini begitu layanan mengeluarkannya.')}>
          {text ? <Button kind="plain" href={base}>{t('Lihat semua')}</Button> : null}
        </EmptyState>
      )}
      <Pager next={next && `${base}?${new URLSearchParams({ ...(text && { cari: text }), setelah: next })}`} />
    </>
  )
}

function Products({ register, products, names }: Pick<PublicRegisterPageProps, 'register' | 'products' | 'names'>) {
  const { t } = useView()
  const title = register.key && register.columns.some((column) => column.name === register.key) ? register.key : register.columns[0]?.name
  const columns: Column<PublicProduct>[] = [
    { head: titleHead(t, register), kind: 'title', cell: (row) => <BreakableText text={titleOf(register, row, names)} /> },
    ...register.columns.filter((column) => register.numbering !== undefined || column.name !== title).slice(0, listed)
      .map((column): Column<PublicProduct> => ({ head: column.label, cell: (row) => <BreakableText text={cut(names.value(column, row.values), longCell)} /> })),
    { head: t('Keadaan'), cell: (row) => <ProductState register={register} product={row} /> },
  ]
  return <Table caption={register.name} captionHidden rows={products} rowKey={(row) => row.id} columns={columns} />
}
