import { formatDate } from '../../domains/calendar/index.ts'
import type { DiffLine, SopVersion } from '../../domains/sop/index.ts'
import { Badge, Breadcrumb, Button, Card, EmptyState, Form, Moment, Notice, SelectField, useView } from '../../ui/index.ts'

export interface SopGroup {
  code: string
  title: string
  /** The newest first. */
  versions: SopVersion[]
  /** The version that new tickets get today. */
  inForce: string | undefined
}

/** All SOP files with their versions: which is in force, which was, which will be. */
export function AdminSopPage({ groups, today }: { groups: SopGroup[]; today: string }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <h1>{t('Berkas SOP yang berlaku')}</h1>
      <p class="lead">{t('Tiket berjalan sampai selesai menurut versi yang berlaku saat ia masuk. Versi tidak pernah dihapus.')}</p>
      {groups.length === 0 ? <EmptyState title={t('Belum ada SOP yang dimuat')} /> : null}
      {groups.map((group) => (
        <Card key={group.code} title={group.title}>
          <p><code>{group.code}</code></p>
          <ul>
            {group.versions.map((one) => (
              <li key={one.version}>
                {t('Versi {tanggal}', { tanggal: formatDate(one.version) })}{' '}
                <VersionBadge version={one.version} group={group} today={today} />{' '}
                <span class="quiet">{t('dimuat')} <Moment at={one.loadedAt} form="short" /></span>
              </li>
            ))}
          </ul>
          {group.versions.length > 1 ? <Compare group={group} /> : <p class="quiet">{t('Baru satu versi, jadi belum ada yang dapat dibandingkan.')}</p>}
          <p><a href={`/petugas/sop/${group.code}/${group.versions[0]!.version}`}>{t('Lihat isi berkas {judul}', { judul: group.title })}</a></p>
        </Card>
      ))}
    </>
  )
}

function VersionBadge({ version, group, today }: { version: string; group: SopGroup; today: string }) {
  const { t } = useView()
  if (version === group.inForce) return <Badge tone="done">{t('Berlaku')}</Badge>
  if (version > today) return <Badge tone="waiting">{t('Akan berlaku')}</Badge>
  // Where no version takes new tickets, the newest that has begun has ended.
  const newest = group.versions.find((one) => one.version <= today)?.version
  return <Badge tone="neutral">{group.inForce === undefined && version === newest ? t('Sudah berakhir') : t('Versi lama')}</Badge>
}

function Compare({ group }: { group: SopGroup }) {
  const { t } = useView()
  const options = group.versions.map((one) => ({ value: one.version, text: formatDate(one.version) }))
  return (
    <Form method="get" action={`/petugas/sop/${group.code}`} fieldPrefix={group.code} values={{ dari: group.versions[1]!.version, ke: group.versions[0]!.version }}>
      <SelectField name="dari" label={t('Bandingkan versi')} options={options} />
      <SelectField name="ke" label={t('dengan versi')} options={options} />
      <Button kind="plain">{t('Bandingkan')}</Button>
    </Form>
  )
}

const around = 3

/** What differs between two versions of an SOP file. Long stretches that are the same are left out. */
export function AdminSopDiffPage({ code, title, from, to, lines }: { code: string; title: string; from: string; to: string; lines: DiffLine[] }) {
  const { t } = useView()
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }, { href: '/petugas/sop', text: t('Berkas SOP yang berlaku') }]} />
      <h1>{t('Perbedaan {judul}', { judul: title })}</h1>
      <p class="lead">{t('Dari versi {dari} ke versi {ke}: {hapus} baris dihapus, {tambah} baris ditambah.', { dari: formatDate(from), ke: formatDate(to), hapus: count('removed'), tambah: count('added') })}</p>
      {count('removed') + count('added') === 0 ? <Notice><p>{t('Kedua berkas sama.')}</p></Notice> : <Lines lines={lines} />}
      <p class="cluster"><a href={`/petugas/sop/${code}/${from}`}>{t('Lihat berkas {tanggal}', { tanggal: formatDate(from) })}</a> <a href={`/petugas/sop/${code}/${to}`}>{t('Lihat berkas {tanggal}', { tanggal: formatDate(to) })}</a></p>
    </>
  )
}

function Lines({ lines }: { lines: DiffLine[] }) {
  const { t } = useView()
  const near = new Set(lines.flatMap((line, at) => (line.kind === 'same' ? [] : Array.from({ length: around * 2 + 1 }, (_, step) => at - around + step))))
  const words = { same: '', removed: t('dihapus'), added: t('ditambah') }
  return (
    <ol class="diff" aria-label={t('Perbedaan baris demi baris')}>
      {lines.map((line, at) => {
        if (!near.has(at)) return near.has(at - 1) || at === 0 ? <li key={at} class="diff-gap" aria-hidden="true">⋯</li> : null
        return (
          <li key={at} class={`diff-line diff-line--${line.kind}`}>
            <span class="diff-number" aria-hidden="true">{line.old ?? ''}</span>
            <span class="diff-number" aria-hidden="true">{line.fresh ?? ''}</span>
            <code>{words[line.kind] ? <span class="hidden-text">{words[line.kind]}: </span> : null}{line.text || ' '}</code>
          </li>
        )
      })}
    </ol>
  )
}

/** The file of one version as it was written. */
export function AdminSopSourcePage({ title, version, source }: { title: string; version: string; source: string }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }, { href: '/petugas/sop', text: t('Berkas SOP yang berlaku') }]} />
      <h1>{title}</h1>
      <p class="lead">{t('Versi {tanggal}', { tanggal: formatDate(version) })}</p>
      <pre class="source"><code>{source}</code></pre>
    </>
  )
}
