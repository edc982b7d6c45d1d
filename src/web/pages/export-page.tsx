import type { Fault } from '../../kernel/refusal.ts'
import type { KeptUnit } from '../../domains/organisation/index.ts'
import type { Sop } from '../../domains/sop/index.ts'
import { Breadcrumb, Button, ErrorSummary, FieldGroup, Form, ChoiceField, SelectField, TextField, useView } from '../../ui/index.ts'

interface ExportPageProps {
  sops: Sop[]
  units: KeptUnit[]
  values: Record<string, string>
  faults: Fault[]
}

/** Which tickets to take out, and as what. */
export function ExportPage({ sops, units, values, faults }: ExportPageProps) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <h1>{t('Ekspor laporan')}</h1>
      <p class="lead">{t('Unduh semua tiket, atau sebagian. Nama pelapor yang minta dirahasiakan tidak ikut. Setiap ekspor dicatat.')}</p>
      <ErrorSummary faults={faults} />
      <Form method="get" action="/ekspor/unduh" values={{ susunan: 'lengkap', bentuk: 'xlsx', ...values }} faults={faults}>
        <FieldGroup title={t('Tiket yang mana')}>
          <TextField name="dari" label={t('Diterima sejak')} type="date" width="medium" optional />
          <TextField name="sampai" label={t('Diterima sampai dengan')} type="date" width="medium" optional />
          <SelectField name="sop" label={t('Prosedur')} empty={t('Semua prosedur')} options={sops.map((sop) => ({ value: sop.code, text: sop.title }))} optional />
          <SelectField name="unit" label={t('Unit')} empty={t('Semua unit')} options={units.map((unit) => ({ value: unit.code, text: unit.name }))} optional />
          <SelectField name="status" label={t('Status')} empty={t('Terbuka dan selesai')} options={[{ value: 'terbuka', text: t('Terbuka') }, { value: 'selesai', text: t('Selesai') }]} optional />
        </FieldGroup>
        <FieldGroup title={t('Bentuk berkas')}>
          <ChoiceField name="susunan" label={t('Susunan kolom')} choices={[{ value: 'lengkap', label: t('Lengkap') }, { value: 'sp4n', label: t('SP4N LAPOR!'), help: t('21 kolom seperti ekspor SP4N LAPOR!.') }]} />
          <ChoiceField name="bentuk" label={t('Jenis berkas')} across choices={[{ value: 'xlsx', label: 'XLSX' }, { value: 'csv', label: 'CSV' }]} />
        </FieldGroup>
        <Button>{t('Unduh')}</Button>
      </Form>
    </>
  )
}
