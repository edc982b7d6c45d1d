import type { Fault } from '../../kernel/refusal.ts'
import { type LetterTemplate, type MessageKind, messageKinds, templateWords } from '../../domains/messages/index.ts'
import { Badge, Button, Card, Details, ErrorSummary, Form, LongTextField, Notice, Prose, TextField, useView } from '../../ui/index.ts'

interface TemplatesPageProps {
  templates: Record<MessageKind, LetterTemplate & { own: boolean }>
  previews: Record<MessageKind, LetterTemplate>
  retry: { faults: Fault[]; kind?: MessageKind; template?: LetterTemplate }
  saved: string
}

/** The words of letters, by kind, with how they look filled in. */
export function TemplatesPage({ templates, previews, retry, saved }: TemplatesPageProps) {
  const { t } = useView()
  const names: Record<MessageKind, string> = {
    diterima: t('Tanda terima'), kabar: t('Kabar perjalanan laporan'), pertanyaan: t('Pertanyaan kepada pelapor'), jawaban: t('Jawaban'), balasan: t('Balasan otomatis'),
    tugas: t('Giliran petugas'), pengingat: t('Pengingat tenggat'), terlambat: t('Tenggat terlewati'), eskalasi: t('Eskalasi'), ringkasan: t('Ringkasan pagi'),
  }
  return (
    <>
      <h1>{t('Templat pesan')}</h1>
      <p class="lead">{t('Kata-kata pesan yang keluar lewat SMS, surel, dan pemberitahuan. Kosongkan keduanya untuk kembali ke kata bawaan.')}</p>
      <p>{t('Yang dapat dipakai:')} {templateWords.map((word) => `{${word}}`).join(', ')}</p>
      {saved ? <Notice tone="success" announce><p>{t('Templat tersimpan dan langsung dipakai.')}</p></Notice> : null}
      {messageKinds.map((kind) => {
        const again = retry.kind === kind
        const template = again && retry.template ? retry.template : templates[kind]
        return (
          <Card key={kind} title={names[kind]} id={kind}>
            {templates[kind].own ? <p><Badge tone="draft">{t('Kata sendiri')}</Badge></p> : null}
            <p><strong>{previews[kind].title}</strong></p>
            <Prose text={previews[kind].text} />
            <Details summary={t('Ubah')} open={again}>
              <ErrorSummary faults={again ? retry.faults : []} fieldPrefix={`${kind}-`} />
              <Form action="/pesan/templat" values={{ 'judul-pesan': template.title, 'isi-pesan': template.text }} faults={again ? retry.faults : []} fieldPrefix={`${kind}-`}>
                <input type="hidden" name="jenis" value={kind} />
                <TextField name="judul-pesan" label={t('Judul pesan')} optional maxLength={200} />
                <LongTextField name="isi-pesan" label={t('Isi pesan')} optional maxLength={1000} rows={3} />
                <Button kind="plain">{t('Simpan')}</Button>
              </Form>
            </Details>
          </Card>
        )
      })}
    </>
  )
}
