import { Icon } from './icon.tsx'
import { useView } from './view.ts'

/** The officers' search, on each of their pages; with JavaScript the key `/` goes there. On the page of results it holds what was searched. */
export function FindBox() {
  const { path, person, t } = useView()
  if (person?.kind !== 'officer') return null
  const { pathname, searchParams } = new URL(path, 'http://here')
  const typed = pathname === '/petugas/cari' ? (searchParams.get('q') ?? '').slice(0, 400) : ''
  return (
    <search class="find-box">
      <form action="/petugas/cari" method="get">
        <label class="hidden-text" for="cari">{t('Cari tiket')}</label>
        <input class="input" id="cari" name="q" type="search" value={typed} placeholder={t('Cari kata, nomor, atau tempat')} maxLength={400} autocomplete="off" aria-keyshortcuts="/" data-find />
        <button class="button button--plain" type="submit">
          <Icon name="search" /> <span class="hidden-text">{t('Cari')}</span>
        </button>
      </form>
    </search>
  )
}
