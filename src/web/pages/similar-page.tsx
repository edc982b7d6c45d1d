import type { ComponentChildren } from 'preact'
import type { SimilarTicket } from '../../domains/tickets/index.ts'
import { Badge, Breadcrumb, Button, Buttons, Card, Form, Moment, useView } from '../../ui/index.ts'
import type { ReportForm } from '../report-form.ts'
import { shorten } from './published-card.tsx'

/** Id of the form by which a report is joined from within the form of another. */
export const joinForm = 'ikut-laporan'

interface SimilarProps {
  similar: SimilarTicket[]
  units: Map<string, string>
}

/** Between a report and its receipt, once: others like it, to be joined in its place. Nothing that was typed or attached is lost. */
export function SimilarPage({ similar, units, form }: SimilarProps & { form: Omit<ReportForm, 'faults'> }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/', text: t('Beranda') }, { href: '/lapor', text: t('Buat laporan') }]} />
      <h1>{t('Mungkin sudah dilaporkan')}</h1>
      <p class="lead">{t('Laporan Anda belum terkirim. Apakah salah satu laporan ini tentang hal yang sama?')}</p>
      {similar.map((one) => (
        <SimilarCard key={one.id} one={one} units={units}>
          <Form action={`/laporan/${one.number}/ikuti`} class=""><JoinButton /></Form>
        </SimilarCard>
      ))}
      <h2>{t('Bukan yang di atas?')}</h2>
      <Form action={`/lapor/${form.sop.code}`} idempotencyKey={form.formKey} files>
        {Object.entries(form.values).filter(([name]) => !['_csrf', 'kunci', 'mirip'].includes(name)).flatMap(([name, value]) => [value ?? []].flat().map((text) => <input key={name + text} type="hidden" name={name} value={text} />))}
        <input type="hidden" name="mirip" value="sudah" />
        <Buttons><Button>{t('Tetap kirim laporan saya')}</Button></Buttons>
      </Form>
    </>
  )
}

/** The same inside the form, while it is being written. */
export function SimilarInForm({ similar, units }: SimilarProps) {
  const { t } = useView()
  return (
    <section class="similar-reports flow" aria-label={t('Laporan yang mirip')}>
      <h3>{t('Mungkin sudah dilaporkan')}</h3>
      <p>{t('Bila salah satu laporan ini tentang hal yang sama, ikutlah di situ: Anda dihitung, dan mendapat kabar jawabannya. Bila bukan, lanjutkan saja mengisi.')}</p>
      {similar.map((one) => <SimilarCard key={one.id} one={one} units={units} inForm><JoinButton inForm={one.number} /></SimilarCard>)}
    </section>
  )
}

/** One like it: what it says, how it stands, and, where it is not the citizen's own, the way to join it. */
function SimilarCard({ one, units, inForm = false, children }: { one: SimilarTicket; units: Map<string, string>; inForm?: boolean; children: ComponentChildren }) {
  const { t, person } = useView()
  const place = one.own ? `/tiket/${one.number}` : `/laporan/${one.number}`
  return (
    <Card title={one.title} level={3}>
      <p>{shorten(one.story, 160)}</p>
      <p class="cluster">
        {one.open ? <Badge tone="running">{t('Sedang diproses')}</Badge> : <Badge tone="done">{t('Dijawab')}</Badge>}
        <span class="quiet">{[one.unit && units.get(one.unit)].filter(Boolean).map((name) => `${name} · `)}<Moment at={one.openedAt} form="day" /></span>
      </p>
      <div class="cluster">
        {one.own ? null : person?.kind === 'citizen' ? children : <p class="quiet">{t('Untuk ikut laporan ini, masuk dengan akun Anda.')}</p>}
        <a href={place} {...(inForm && { target: '_blank', rel: 'noopener' })}>{one.own ? t('Ini laporan Anda sendiri: buka') : t('Baca laporan ini')}{inForm ? <span class="hidden-text"> {t('(tab baru)')}</span> : null}</a>
      </div>
    </Card>
  )
}

/** Inside the report's form it belongs to another one, so that Enter in a field never presses it. */
function JoinButton({ inForm }: { inForm?: string }) {
  const { t } = useView()
  return <Button kind="plain" name="cara" value="dukung" {...(inForm && { form: joinForm, formAction: `/laporan/${inForm}/ikuti` })}>{t('Ikut laporan ini')}</Button>
}
