/** One view of a list. */
export interface FilterLink {
  href: string
  text: string
  /** A number, or `99+`. */
  count?: number | string
  current?: boolean
  /** Its count needs the eye: overdue ones. */
  urgent?: boolean
}

/** Views of one list as links that look like tabs, with their counts. */
export function FilterLinks({ links, label }: { links: FilterLink[]; label: string }) {
  return (
    <nav class="filter-links" aria-label={label}>
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} aria-current={link.current ? 'page' : undefined}>
              {link.text}
              {link.count === undefined ? null : <span class={link.urgent && link.count !== 0 ? 'count count--urgent' : 'count'}>{link.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
