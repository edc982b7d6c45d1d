import type { Sop } from '../../domains/sop/index.ts'
import type { SearchHit, SearchResult } from '../../domains/tickets/index.ts'
import { Badge, FoundText, Moment, Pager, useView } from '../../ui/index.ts'
import { stepName } from './holder-text.ts'
import { NothingFound, SearchNotice } from './search-notice.tsx'

interface SearchPageProps extends SearchResult {
  text: string
  sops: Map<string, Sop>
  units: Map<string, string>
}

/** What an officer's search found, best first. */
export function SearchPage(props: SearchPageProps) {
  const { t } = useView()
  const { text, hits, mode, mended, next } = props
  return (
    <>
      <h1>{text.trim() ? t('Hasil pencarian') : t('Cari tiket')}</h1>
      {text.trim() ? <p class="lead search-said">{t('Untuk “{teks}”, di antara tiket yang boleh Anda baca.', { teks: shown(text) })}</p> : null}
      <SearchNotice mode={hits.length > 0 ? mode : 'all'} mended={mended} />
      {hits.length === 0 ? <NothingFound text={text} mode={mode} /> : null}
      <ol class="found">{hits.map((hit) => <Hit key={hit.id} hit={hit} {...props} />)}</ol>
      <Pager next={next && `/petugas/cari?${new URLSearchParams({ q: text.slice(0, 400), setelah: next })}`} />
    </>
  )
}

// Of ten thousand characters the beginning says enough.
function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text
}

function Hit({ hit, sops, units }: { hit: SearchHit } & SearchPageProps) {
  const { t } = useView()
  const sop = sops.get(`${hit.sop} ${hit.sopVersion}`)
  return (
    <li>
      <h2><a href={`/kotak-masuk/${hit.number}`}><FoundText pieces={hit.title} /></a></h2>
      <p><FoundText pieces={hit.excerpt} /></p>
      <p class="cluster">
        {hit.waiting ? <Badge tone="paused">{t('Menunggu pelapor')}</Badge> : hit.open ? <Badge tone="running">{sop ? stepName(sop, hit.step) : hit.step}</Badge> : <Badge tone="done">{hit.result}</Badge>}
        {hit.secret ? <Badge tone="secret" /> : null}
        <span class="quiet">{hit.number} · {hit.unit ? `${units.get(hit.unit) ?? hit.unit} · ` : ''}<Moment at={hit.openedAt} form="day" /></span>
      </p>
    </li>
  )
}
