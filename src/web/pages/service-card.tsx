import type { ApplicantKind, Service, ServiceStandard } from '../../domains/standards/index.ts'
import { Button, Buttons, Card, SummaryList, type Translate, useView } from '../../ui/index.ts'

/** A service in the catalogue: what it is, for whom, how long, what it costs, and where one begins. */
export function ServiceCard({ service, level }: { service: Service; level: 2 | 3 }) {
  const { t } = useView()
  const { standard, sops } = service
  const procedure = sops[0]?.sop
  const title = standard?.shortName ?? procedure?.shortTitle
  return (
    <Card level={level} title={<a href={standard ? `/layanan/${standard.code}` : `/sop/${procedure?.code}`} lang="id">{title}</a>}>
      <p lang="id">{standard?.summary ?? procedure?.summary}</p>
      {standard ? (
        <div class="facts-short">
          <SummaryList
            items={[
              { name: t('Untuk'), value: writeApplicants(standard, t) }, { name: t('Waktu'), value: <span lang="id">{standard.time.short}</span> },
              { name: t('Biaya'), value: <span lang="id">{standard.cost[0]?.text}</span> },
            ]}
          />
        </div>
      ) : null}
      <ApplyButtons service={service} />
    </Card>
  )
}

/** A button for each procedure that one can begin here; nothing where there is none. */
export function ApplyButtons({ service, strong = false }: { service: Service; strong?: boolean }) {
  const { t } = useView()
  const several = service.sops.length > 1
  const name = service.standard?.shortName ?? service.sops[0]?.sop.shortTitle
  if (service.sops.length === 0) return null
  return (
    <Buttons>
      {service.sops.map(({ sop, label }, at) => {
        const act = sop.kind === 'complaint' ? t('Buat laporan') : t('Ajukan')
        return (
          <Button key={sop.code} kind={strong && at === 0 ? 'main' : 'plain'} href={`/${sop.kind === 'complaint' ? 'lapor' : 'ajukan'}/${sop.code}`}>
            {several ? `${act}: ${label}` : act}<span class="hidden-text"> ({name})</span>
          </Button>
        )
      })}
    </Buttons>
  )
}

/** Whom a service is for: `Perorangan, badan hukum`. */
export function writeApplicants({ applicants }: ServiceStandard, t: Translate): string {
  const names: Record<ApplicantKind, string> = {
    'perangkat-daerah': t('perangkat daerah'), asn: t('aparatur sipil negara (ASN)'), 'non-asn': t('pegawai non-ASN'), 'perusahaan-media': t('perusahaan media'),
    perorangan: t('perorangan'), 'badan-hukum': t('badan hukum'),
  }
  const text = applicants.map((kind) => names[kind]).join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
