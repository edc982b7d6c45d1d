import { compareTexts, type NaskahVersion } from '../../domains/naskah/index.ts'
import { Card, Details, Moment, useView } from '../../ui/index.ts'

interface NaskahVersionsProps {
  id: string
  versions: NaskahVersion[]
  officers: Map<string, string>
}

/** Every version of a letter's text, the newest first, with what changed since the one before. */
export function NaskahVersions({ id, versions, officers }: NaskahVersionsProps) {
  const { t } = useView()
  return (
    <Card title={t('Versi')}>
      {versions.toReversed().map((version, at) => (
        <Details key={version.no} open={at === 0 && versions.length > 1} summary={<span>{t('Versi {n}', { n: version.no })}: {[version.role, version.byId && officers.get(version.byId)].filter(Boolean).join(', ')}, <Moment at={version.at} form="short" /></span>}>
          <Changes version={version} before={versions[version.no - 2]} />
          <p><a href={`/petugas/surat/${id}/pdf?versi=${version.no}`}>{t('Baca versi {n} sebagai PDF konsep', { n: version.no })}</a></p>
        </Details>
      ))}
    </Card>
  )
}

function Changes({ version, before }: { version: NaskahVersion; before: NaskahVersion | undefined }) {
  const { t } = useView()
  if (!before) return <p class="changes">{version.body}</p>
  if (before.body === version.body) return <p class="quiet">{t('Isi surat sama; hal, penerima, atau keterangan lain berubah.')}</p>
  return (
    <>
      <p class="quiet">{t('Perubahan dari versi {n}: yang dicoret dihapus, yang digarisbawahi ditambah.', { n: before.no })}</p>
      <p class="changes">
        {compareTexts(before.body, version.body).map(({ kind, text }, at) => (kind === 'same' ? text : kind === 'new' ? <ins key={at}>{text}</ins> : <del key={at}>{text}</del>))}
      </p>
    </>
  )
}
