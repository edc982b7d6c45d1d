import type { NavLink } from './view.ts'
import { useView } from './view.ts'

/** The way back up; the page itself is not in it. */
export function Breadcrumb({ links }: { links: NavLink[] }) {
  const { t } = useView()
  return (
    <nav class="breadcrumb" aria-label={t('Letak halaman')}>
      <ol>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href}>{link.text}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
