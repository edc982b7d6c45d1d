import { Icon } from './icon.tsx'
import type { NavLink, View } from './view.ts'
import { useView } from './view.ts'

/** Whom a page is for: the public, or officers at work. */
export type Area = 'public' | 'officer'

/** The usual links of an area. */
export function usualLinks(view: View, area: Area): NavLink[] {
  const { t } = view
  if (!view.tenant) return []
  if (area === 'officer') return view.person ? [{ href: '/kotak-masuk', text: t('Kotak masuk') }] : []
  const links = [
    { href: '/lapor', text: t('Lapor') },
    { href: '/layanan', text: t('Layanan') },
    { href: '/lacak', text: t('Lacak') },
    { href: '/laporan', text: t('Laporan publik') },
  ]
  if (view.person?.kind === 'officer') return [...links, { href: '/kotak-masuk', text: t('Kotak masuk') }]
  return [...links, view.person ? { href: '/laporan-saya', text: t('Laporan saya') } : { href: '/masuk', text: t('Masuk') }]
}

/** The main navigation: a few links that wrap, all in sight, on a phone too; it marks where one is. */
export function Navigation({ area }: { area: Area }) {
  const view = useView()
  const links = view.nav ?? usualLinks(view, area)
  if (links.length === 0 && !view.person) return null
  const here = view.path.split('?')[0] ?? ''
  return (
    <nav class="navigation" aria-label={view.t('Menu utama')}>
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} aria-current={markOf(link, here)}>
              {link.text}
            </a>
          </li>
        ))}
        {view.person ? <SignedIn person={view.person} /> : null}
      </ul>
    </nav>
  )
}

/** On the link's own page, or on one that belongs to it. */
function markOf({ href, under = [] }: NavLink, here: string): 'page' | 'true' | undefined {
  if (href === here) return 'page'
  return under.some((path) => here === path || here.startsWith(`${path}/`)) ? 'true' : undefined
}

function SignedIn({ person }: { person: NonNullable<View['person']> }) {
  const { csrf, t } = useView()
  return (
    <li class="signed-in">
      <span class="signed-in-name">
        <Icon name="person" /> <span class="hidden-text">{t('Masuk sebagai')} </span>
        {person.name}
      </span>
      <form action="/keluar" method="post">
        <input type="hidden" name="_csrf" value={csrf} />
        <button class="link-button" type="submit">
          {t('Keluar')}
        </button>
      </form>
    </li>
  )
}

/** This page's address in another language; what else is in its query stays. */
export function inLanguage(path: string, language: string): string {
  const url = new URL(path, 'http://here')
  url.searchParams.set('bahasa', language)
  return url.pathname + url.search
}

/** One link to this page in the other language, written in that language. */
export function LanguageSwitch() {
  const { language, path } = useView()
  const other = language === 'id' ? 'en' : 'id'
  return (
    <a class="language" href={inLanguage(path, other)} hreflang={other} lang={other}>
      {other === 'en' ? 'English' : 'Indonesia'}
    </a>
  )
}
