import type { ComponentChildren } from 'preact'
import { formatDate, type WorkCalendar } from '../../domains/calendar/index.ts'
import {
  channelNames, type ComponentKey, type ComponentRow, componentRows, type Contact, type Service, type ServiceStandard, type StandardItem,
} from '../../domains/standards/index.ts'
import { Breadcrumb, Button, Card, EmptyState, Form, SummaryList, TextField, useView } from '../../ui/index.ts'
import { OfficeHours } from './office-hours.tsx'
import { ApplyButtons, ServiceCard, writeApplicants } from './service-card.tsx'

interface ServiceListPageProps {
  services: Service[]
  /** What was searched for; empty for all. */
  text: string
}

/** What a regency offers, to read about and to apply for. */
export function ServiceListPage({ services, text }: ServiceListPageProps) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Layanan')}</h1>
      <p class="lead">{t('Pilih layanan untuk membaca syarat, waktu, dan biayanya, lalu ajukan dari sini.')}</p>
      <Form method="get" action="/layanan" class="search-form" values={{ cari: text }}>
        <TextField name="cari" label={t('Cari layanan')} type="search" maxLength={200} />
        <Button kind="plain" icon="search">{t('Cari')}</Button>
      </Form>
      {text ? (
        <p role="status">
          {t('{jumlah} layanan untuk “{cari}”.', { jumlah: services.length, cari: text })} <a href="/layanan">{t('Lihat semua layanan')}</a>
        </p>
      ) : null}
      {services.length === 0 ? <NothingFound searched={text !== ''} /> : null}
      <Groups services={services} apart={text === ''} />
    </>
  )
}

/** What everybody may ask for stands before what only offices and their people do; a search keeps its own order. */
function Groups({ services, apart }: { services: Service[]; apart: boolean }) {
  const { t } = useView()
  const inside = services.filter(isForOffices)
  const outside = services.filter((service) => !isForOffices(service))
  if (!apart || inside.length === 0 || outside.length === 0) return <Cards services={services} level={2} />
  return (
    <>
      <h2>{t('Untuk warga, badan hukum, dan media')}</h2>
      <Cards services={outside} level={3} />
      <h2>{t('Untuk perangkat daerah dan pegawai')}</h2>
      <Cards services={inside} level={3} />
    </>
  )
}

function isForOffices({ standard }: Service): boolean {
  return standard?.applicants.every((kind) => kind === 'perangkat-daerah' || kind === 'asn' || kind === 'non-asn') === true
}

function Cards({ services, level }: { services: Service[]; level: 2 | 3 }) {
  return (
    <div class="grid grid--two">
      {services.map((service) => <ServiceCard key={service.standard?.code ?? `sop ${service.sops[0]?.sop.code}`} service={service} level={level} />)}
    </div>
  )
}

function NothingFound({ searched }: { searched: boolean }) {
  const { t } = useView()
  if (!searched) return <EmptyState title={t('Belum ada layanan yang dimuat')} text={t('Layanan tampil di sini setelah prosedurnya berlaku.')} />
  return (
    <EmptyState title={t('Tidak ada layanan yang cocok')} text={t('Coba kata lain, misalnya nama dokumen atau hasil yang Anda perlukan.')}>
      <Button href="/lapor">{t('Tanyakan lewat laporan')}</Button>
    </EmptyState>
  )
}

interface ServicePageProps {
  service: Service & { standard: ServiceStandard }
  unit: string
  calendar: WorkCalendar
}

const inQuality: ComponentKey[] = ['sarana', 'kompetensi', 'pengawasan', 'jumlah-pelaksana', 'jaminan-pelayanan', 'jaminan-keamanan', 'evaluasi']

/** A published service standard with all its 14 components: first what an applicant asks, then what the office promises, at the end the laws. */
export function ServicePage({ service, unit, calendar }: ServicePageProps) {
  const { t } = useView()
  const { standard, sops } = service
  const rows = new Map(componentRows(standard).map((row) => [row.key, row]))
  const section = (key: ComponentKey) => <Component row={rows.get(key)!} />
  const quality = inQuality.map((key) => rows.get(key)!)
  return (
    <>
      <Breadcrumb links={[{ href: '/', text: t('Beranda') }, { href: '/layanan', text: t('Layanan') }]} />
      <h1 lang="id">{standard.name}</h1>
      <p class="lead" lang="id">{standard.summary}</p>
      <Summary service={service} unit={unit} />
      {section('persyaratan')}
      {section('prosedur')}
      {standard.time.details.length > 0 ? section('waktu') : null}
      <section id="pengaduan" class="flow">
        <h2>{t('Penanganan Pengaduan, Saran dan Masukan')}</h2>
        <Channels title={t('Daring')} contacts={standard.contacts.online} />
        <Channels title={t('Luring')} contacts={standard.contacts.offline} />
        <Note text={standard.notes.pengaduan} />
        <h3>{t('Jam kantor {unit}', { unit })}</h3>
        <OfficeHours calendar={calendar} />
      </section>
      <section class="flow">
        <h2>{t('Mutu pelayanan')}</h2>
        <SummaryList items={quality.map((row) => ({ name: t(row.name), value: <Parts row={row} /> }))} />
      </section>
      {section('dasar-hukum')}
      <section class="flow">
        <h2>{t('Dokumen')}</h2>
        <p lang="id">{`Ditetapkan dengan ${standard.decree.title} pada tanggal ${formatDate(standard.decree.date)} oleh ${standard.decree.by}.`}</p>
        <ul>
          <li><a href={`/layanan/${standard.code}/standar.pdf`}>{t('Unduh standar pelayanan ini (PDF)')}</a></li>
          {sops.map(({ sop }) => <li key={sop.code}><a href={`/sop/${sop.code}`}>{t('Lembar SOP: {nama}', { nama: sop.title })}</a></li>)}
        </ul>
      </section>
    </>
  )
}

function Summary({ service, unit }: { service: ServicePageProps['service']; unit: string }) {
  const { t } = useView()
  const { standard } = service
  const count = standard.requirements.length
  const lines = (items: StandardItem[]) => <span lang="id">{items.map((item) => item.text).join('; ')}</span>
  return (
    <Card kind="strong" title={t('Ringkasan')}>
      <SummaryList
        items={[
          { name: t('Untuk'), value: writeApplicants(standard, t) },
          { name: t('Jangka Waktu Penyelesaian'), value: <Noted note={standard.notes.waktu}><span lang="id">{standard.time.short}</span></Noted> },
          { name: t('Biaya'), value: <Noted note={standard.notes.biaya}>{lines(standard.cost)}</Noted> },
          { name: t('Produk Pelayanan'), value: <Noted note={standard.notes.produk}>{lines(standard.product)}</Noted> },
          { name: t('Syarat'), value: <a href="#persyaratan">{count > 1 ? t('{jumlah} syarat', { jumlah: count }) : t('Baca syaratnya')}</a> },
          { name: t('Diselenggarakan oleh'), value: <span lang="id">{unit}</span> },
        ]}
      />
      <ApplyButtons service={service} strong />
      {service.sops.length === 0 ? <p>{t('Layanan ini belum dapat diajukan lewat situs ini. Hubungi {unit} lewat saluran di bawah.', { unit })}</p> : null}
    </Card>
  )
}

function Component({ row }: { row: ComponentRow }) {
  const { t } = useView()
  return (
    <section id={row.key} class="flow">
      <h2>{t(row.name)}</h2>
      <Parts row={row} />
    </section>
  )
}

/** The text of a component, with our note on it. */
function Parts({ row }: { row: ComponentRow }) {
  const steps = row.key === 'prosedur'
  return (
    <div class="flow" lang="id">
      {row.parts.map(({ heading, items }, at) => (
        <div key={heading ?? at} class="flow">
          {heading ? <h3>{heading}</h3> : null}
          <Items items={items} steps={steps} />
        </div>
      ))}
      <Note text={row.note} />
    </div>
  )
}

function Items({ items, steps = false }: { items: StandardItem[]; steps?: boolean }) {
  const inside = ({ text, details }: StandardItem) => (
    <>
      <span>{text}</span>
      {details.length > 0 ? <ul>{details.map((detail) => <li key={detail}>{detail}</li>)}</ul> : null}
    </>
  )
  const [only] = items
  if (only && items.length === 1) return <div>{inside(only)}</div>
  return <ol class={steps ? 'next-steps' : undefined}>{items.map((item) => <li key={item.text}>{inside(item)}</li>)}</ol>
}

function Noted({ note, children }: { note: string | undefined; children: ComponentChildren }) {
  return <>{children}<Note text={note} /></>
}

function Note({ text }: { text: string | undefined }) {
  const { t } = useView()
  return text ? <p class="quiet">{t('Catatan')}: <span lang="id">{text}</span></p> : null
}

function Channels({ title, contacts }: { title: string; contacts: Contact[] }) {
  if (contacts.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <SummaryList
        items={contacts.map((contact) => ({
          name: contact.name ?? channelNames[contact.channel],
          value: <span lang="id"><Address contact={contact} />{contact.hours ? <small class="block">{contact.hours}</small> : null}</span>,
        }))}
      />
    </>
  )
}

function Address({ contact: { channel, address } }: { contact: Contact }) {
  if (channel === 'surel') return <a href={`mailto:${address}`}>{address}</a>
  if (channel === 'laman') return <a href={address}>{address}</a>
  if (channel === 'sms' || channel === 'telepon') return <a href={`${channel === 'sms' ? 'sms' : 'tel'}:${address.replace(/[^\d+]/g, '')}`}>{address}</a>
  return <>{address}</>
}
