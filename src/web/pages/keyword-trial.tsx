import type { Category, TicketClass } from '../../domains/organisation/index.ts'
import type { Classification, Match, Scored } from '../../domains/routing/index.ts'
import { Button, Card, Form, LongTextField, Notice, SummaryList, useView } from '../../ui/index.ts'

/** A text that was tried, and what came of it; undefined where it was empty. */
export interface Trial {
  text: string
  found: Classification | undefined
  units?: Map<string, string>
  /** So many of its letters were tried, for it was longer. */
  cut?: number
}

interface KeywordTrialProps {
  categories: Category[]
  classes: TicketClass[]
  trial?: Trial
}

/** A box for trying a text: which class, category and group it would get, and by which words. Nothing is kept. */
export function KeywordTrial({ categories, classes, trial }: KeywordTrialProps) {
  const { t } = useView()
  return (
    <Card title={t('Uji coba')} id="coba">
      <Form action="/kata-kunci/coba" values={{ teks: trial?.text ?? '' }}>
        <LongTextField name="teks" label={t('Tulis atau tempel contoh laporan')} help={t('Tidak disimpan.')} rows={4} maxLength={5000} />
        <Button kind="plain">{t('Coba saring')}</Button>
      </Form>
      {trial && !trial.found ? <Notice tone="warn"><p>{t('Tulislah contoh laporannya lebih dahulu.')}</p></Notice> : null}
      {trial?.cut ? <Notice tone="warn"><p>{t('Contohnya terlalu panjang: hanya {jumlah} huruf pertama yang diuji.', { jumlah: trial.cut })}</p></Notice> : null}
      {trial?.found ? <Outcome categories={categories} classes={classes} found={trial.found} units={trial.units} /> : null}
    </Card>
  )
}

function Outcome({ categories, classes, found, units }: Omit<KeywordTrialProps, 'trial'> & { found: Classification; units: Map<string, string> | undefined }) {
  const { t } = useView()
  // As tickets do: what no keyword knows goes to the catch-all.
  const category = categories.find((one) => one.code === found.category?.code) ?? categories.find((one) => one.code === 'lainnya') ?? categories.at(-1)
  const className = classes.find((one) => one.code === found.class.code)?.name
  const others = found.alternatives.categories.map((one) => `${categories.find((c) => c.code === one.code)?.name ?? one.code} (${wordsText(one.matched)})`)
  return (
    <Notice tone="success" announce title={t('Hasil uji coba')}>
      <SummaryList
        items={[
          { name: t('Klasifikasi'), value: className && `${className} ${because(t, found.class)}` },
          { name: t('Kategori'), value: category && `${category.name} ${because(t, found.category)}` },
          { name: t('Kelompok unit'), value: category?.units.map((code) => units?.get(code) ?? code).join(', ') },
          { name: t('Kategori lain yang juga cocok'), value: others.join('; ') },
        ]}
      />
    </Notice>
  )
}

function because(t: (text: string, values?: Record<string, string>) => string, scored: Scored | undefined): string {
  if (!scored || scored.matched.length === 0) return t('(tidak ada kata kunci yang cocok, jadi masuk ke yang umum)')
  return t('(kata yang cocok: {kata})', { kata: wordsText(scored.matched) })
}

function wordsText(matched: Match[]): string {
  return matched.map((match) => (match.found.toLowerCase() === match.keyword ? `“${match.found}”` : `“${match.found}” = “${match.keyword}”`)).join(', ')
}
