import type { Category, TicketClass } from '../../domains/organisation/index.ts'
import { Breadcrumb, Button, Card, Details, EmptyState, Form, LongTextField, Notice, useView } from '../../ui/index.ts'
import { KeywordTrial, type Trial } from './keyword-trial.tsx'

/** The keyword lists by which the system classifies; the tenant's administrator edits them. */
export function KeywordsPage({ categories, classes, saved, trial }: { categories: Category[]; classes: TicketClass[]; saved: string; trial?: Trial }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <h1>{t('Kata kunci')}</h1>
      <p class="lead">{t('Sistem menyaring laporan menurut daftar ini. Satu kata atau frasa per baris.')}</p>
      {saved ? <Notice tone="success" announce><p>{t('Daftar “{nama}” tersimpan dan langsung dipakai untuk laporan berikutnya.', { nama: saved })}</p></Notice> : null}
      <KeywordTrial categories={categories} classes={classes} {...(trial && { trial })} />
      {classes.length > 0 ? <h2>{t('Klasifikasi')}</h2> : null}
      {classes.length > 0 ? <div class="grid">{classes.map((one) => <KeywordForm key={one.code} of="class" one={one} />)}</div> : null}
      <h2>{t('Kategori')}</h2>
      {categories.length === 0 ? <EmptyState title={t('Belum ada kategori')} /> : null}
      <div class="grid">{categories.map((one) => <KeywordForm key={one.code} of="category" one={one} />)}</div>
    </>
  )
}

function KeywordForm({ of, one }: { of: 'category' | 'class'; one: { code: string; name: string; keywords: string[] } }) {
  const { t } = useView()
  return (
    <Card title={one.name} level={3} kind="quiet">
      <Details summary={t('{jumlah} kata kunci', { jumlah: one.keywords.length })}>
        <Form action="/kata-kunci" values={{ kata: one.keywords.join('\n') }}>
          <input type="hidden" name="jenis" value={of} />
          <input type="hidden" name="kode" value={one.code} />
          <KeywordField name={one.name} />
          <Button kind="plain">{t('Simpan')}</Button>
        </Form>
      </Details>
    </Card>
  )
}

function KeywordField({ name }: { name: string }) {
  const { t } = useView()
  return <LongTextField name="kata" label={t('Kata kunci untuk {nama}', { nama: name })} rows={8} optional />
}
