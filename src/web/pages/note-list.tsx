import { Button, Card, Details, ErrorSummary, Form, LongTextField, Moment, Prose, useView } from '../../ui/index.ts'
import type { OfficerRetry, ShownNote } from '../officer-ticket.ts'

interface NoteListProps {
  number: string
  notes: ShownNote[]
  retry: OfficerRetry
  formKey: string
}

/** What officers wrote for each other about a ticket, and a form for more. On the officers' page only. */
export function NoteList({ number, notes, retry, formKey }: NoteListProps) {
  const { t } = useView()
  const again = retry.act === 'catatan-internal'
  const faults = again ? retry.faults : []
  return (
    <Card title={t('Catatan internal')} id="catatan" kind="quiet">
      <p class="help">{t('Hanya untuk petugas. Pelapor dan umum tidak pernah melihatnya, juga tidak di surat, ekspor, atau unduhan.')}</p>
      {notes.length > 0 ? (
        <ol class="notes">
          {notes.map((note) => (
            <li key={note.seq}>
              <Prose text={note.text} />
              <p class="quiet">{[note.officer, note.seat].filter(Boolean).join(' · ')} · <Moment at={note.at} /></p>
            </li>
          ))}
        </ol>
      ) : null}
      <Details summary={t('Tulis catatan')} open={again}>
        <ErrorSummary faults={faults} fieldPrefix="internal-" />
        <Form action={`/kotak-masuk/${number}/catatan`} values={again ? retry.values : {}} faults={faults} idempotencyKey={formKey} fieldPrefix="internal-">
          <LongTextField name="catatan-internal" label={t('Catatan untuk rekan petugas')} rows={3} maxLength={4000} help={t('Catatan tidak dapat diubah atau dihapus.')} />
          <Button kind="plain">{t('Simpan catatan')}</Button>
        </Form>
      </Details>
    </Card>
  )
}
