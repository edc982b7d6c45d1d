import type { Tenant } from '../../domains/organisation/index.ts'
import { Card, NextSteps, Tenun, useView } from '../../ui/index.ts'

/** The front page of an installation: choose your regency. */
export function RootPage({ tenants }: { tenants: (Tenant & { href: string })[] }) {
  const { t } = useView()
  return (
    <>
      <section class="hero">
        <div class="wrap">
          <div class="hero-words">
            <h1>{t('Sampaikan, lalu lihat ditanggapi')}</h1>
            <p class="lead">{t('Tanggap menyalurkan laporan warga ke petugas yang berwenang, menurut prosedur resmi kabupaten, dengan tenggat yang dapat Anda periksa.')}</p>
          </div>
        </div>
        <Tenun large />
      </section>
      <section class="band">
        <div class="wrap flow">
          <h2>{t('Pilih kabupaten Anda')}</h2>
          <div class="grid grid--two">
            {tenants.map((tenant) => (
              <Card key={tenant.id} title={tenant.name} href={tenant.href} level={3}>
                <p>{tenant.motto}</p>
              </Card>
            ))}
          </div>
        </div>
      </section>
      <section class="band band--sheet">
        <div class="wrap flow">
          <h2>{t('Cara kerjanya')}</h2>
          <NextSteps
            across
            steps={[
              { title: t('Anda melapor'), text: t('Dari telepon genggam, kurang dari dua menit.') },
              { title: t('Petugas bertindak'), text: t('Setiap langkah punya pelaksana dan tenggat.') },
              { title: t('Anda membaca jawaban'), text: t('Dengan nomor tiket, kapan saja.') },
            ]}
          />
        </div>
      </section>
    </>
  )
}
