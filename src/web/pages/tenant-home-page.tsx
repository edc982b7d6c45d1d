import type { Tenant } from '../../domains/organisation/index.ts'
import type { Sop } from '../../domains/sop/index.ts'
import type { PublicFigures, PublishedTicket } from '../../domains/tickets/index.ts'
import { Button, Buttons, Card, Figures, NextSteps, Tenun, useView } from '../../ui/index.ts'
import { PublishedCard } from './published-card.tsx'

interface TenantHomePageProps {
  tenant: Tenant
  sops: Sop[]
  figures: PublicFigures
  latest: PublishedTicket[]
  units: Map<string, string>
}

/** The front page of a regency: report, track, see what was answered. */
export function TenantHomePage(props: TenantHomePageProps) {
  const { t } = useView()
  const { tenant, sops } = props
  return (
    <>
      <section class="hero">
        <div class="wrap">
          <div class="hero-words">
            <h1>{tenant.motto}</h1>
            <p class="lead">{t('Laporkan masalah, sampaikan saran, atau ajukan pertanyaan kepada {pemerintah}.', { pemerintah: tenant.government })}</p>
            <Buttons>
              <Button href="/lapor" kind="light" icon="pen">
                {t('Buat laporan')}
              </Button>
              <Button href="/lacak" kind="plain">
                {t('Lacak laporan')}
              </Button>
              <Button href="/layanan" kind="plain">
                {t('Lihat layanan')}
              </Button>
            </Buttons>
          </div>
        </div>
        <Tenun large />
      </section>
      <section class="band">
        <div class="wrap flow">
          <h2>{t('Tiga langkah')}</h2>
          <NextSteps
            across
            steps={[
              { title: t('Ceritakan kejadiannya'), text: t('Apa, di mana, kapan. Foto boleh disertakan.') },
              { title: t('Simpan nomor tiket'), text: t('Dengan nomor dan kode rahasia Anda dapat melacak laporan tanpa masuk.') },
              { title: t('Baca jawabannya'), text: t('Anda melihat siapa yang memegang laporan dan kapan tenggatnya.') },
            ]}
          />
        </div>
      </section>
      <Numbers figures={props.figures} />
      {sops.length > 1 ? <Channels sops={sops} /> : null}
      <Latest latest={props.latest} units={props.units} />
    </>
  )
}

function Numbers({ figures }: { figures: PublicFigures }) {
  const { t, language } = useView()
  if (figures.received === 0) return null
  const write = (n: number) => n.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB')
  return (
    <section class="band band--tint">
      <div class="wrap">
        <Figures
          items={[
            { figure: write(figures.received), text: t('laporan masuk dalam 12 bulan') },
            { figure: write(figures.answered), text: t('sudah dijawab') },
            { figure: write(figures.published), text: t('dapat dibaca umum') },
          ]}
        />
      </div>
    </section>
  )
}

function Channels({ sops }: { sops: Sop[] }) {
  const { t } = useView()
  return (
    <section class="band band--sheet">
      <div class="wrap flow">
        <h2>{t('Tempat melapor')}</h2>
        <div class="grid grid--two">
          {sops.map((sop) => (
            <Card key={sop.code} title={sop.shortTitle} href={`/lapor/${sop.code}`} level={3}>
              <p>{sop.summary}</p>
            </Card>
          ))}
        </div>
      </div>
    </section>
  )
}

function Latest({ latest, units }: { latest: PublishedTicket[]; units: Map<string, string> }) {
  const { t } = useView()
  return (
    <section class="band">
      <div class="wrap flow">
        <div class="cluster cluster--apart">
          <h2>{t('Jawaban terbaru')}</h2>
          {latest.length > 0 ? <a href="/laporan">{t('Semua laporan publik')}</a> : null}
        </div>
        {latest.length === 0 ? <p class="quiet">{t('Belum ada laporan yang dipublikasikan. Laporan tampil di sini setelah dijawab.')}</p> : null}
        <div class="grid">
          {latest.map((ticket) => (
            <PublishedCard key={ticket.id} ticket={ticket} unit={ticket.unit && units.get(ticket.unit)} />
          ))}
        </div>
      </div>
    </section>
  )
}
