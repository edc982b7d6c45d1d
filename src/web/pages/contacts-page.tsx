import type { Fault } from '../../kernel/refusal.ts'
import type { Contact } from '../../domains/messages/index.ts'
import { Badge, Button, Buttons, Card, ChoiceField, EmptyState, ErrorSummary, Form, type FormValues, Notice, TextField, useView } from '../../ui/index.ts'
import { AppCard } from './app-card.tsx'

/** The channels by which somebody is told, each on or off. Addresses are shown masked. */
export function ContactsPage({ contacts, retry, saved }: { contacts: Contact[]; retry: { values: FormValues; faults: Fault[] }; saved: boolean }) {
  const { t } = useView()
  const names = { sms: t('SMS'), email: t('Surel'), whatsapp: t('WhatsApp'), push: t('Pemberitahuan di perangkat') }
  return (
    <>
      <h1>{t('Saluran pemberitahuan')}</h1>
      <p class="lead">{t('Pilih lewat mana Anda diberi tahu. Kabar selalu juga ada di halaman Anda.')}</p>
      {saved ? <Notice tone="success" announce><p>{t('Pilihan Anda tersimpan.')}</p></Notice> : null}
      {contacts.length === 0 ? <EmptyState title={t('Belum ada saluran')} text={t('Tambahkan nomor telepon atau alamat surel di bawah.')} /> : null}
      {contacts.map((contact) => (
        <Card key={`${contact.channel} ${contact.slot}`} title={names[contact.channel]}>
          <p class="cluster">
            <span>{contact.masked}</span>
            {contact.enabled ? <Badge tone="done">{t('Dipakai')}</Badge> : <Badge tone="paused">{t('Tidak dipakai')}</Badge>}
          </p>
          <Form action="/saluran/pilih">
            <input type="hidden" name="saluran" value={contact.channel} />
            <input type="hidden" name="slot" value={contact.slot} />
            <Buttons>
              <Button kind="plain" name="tindakan" value={contact.enabled ? 'matikan' : 'nyalakan'}>{contact.enabled ? t('Jangan pakai') : t('Pakai')}</Button>
              <Button kind="stop" name="tindakan" value="hapus">{t('Hapus')}</Button>
            </Buttons>
          </Form>
        </Card>
      ))}
      <Card title={t('Tambah atau ganti')}>
        <ErrorSummary faults={retry.faults} />
        <Form action="/saluran/tambah" values={{ jenis: 'sms', ...retry.values }} faults={retry.faults}>
          <ChoiceField name="jenis" label={t('Saluran')} across choices={[{ value: 'sms', label: t('SMS') }, { value: 'email', label: t('Surel') }]} />
          <TextField name="alamat" label={t('Nomor telepon atau alamat surel')} maxLength={200} />
          <Button>{t('Simpan')}</Button>
        </Form>
      </Card>
      <AppCard />
    </>
  )
}
