import type { ComponentChildren } from 'preact'

interface CardProps {
  children: ComponentChildren
  title?: ComponentChildren
  /** Makes the whole card lead there. */
  href?: string
  /** Level of the heading; 2 where it is left out. */
  level?: 2 | 3
  id?: string
  /** `quiet` lies on the page without a sheet of its own; `strong` is the one card to act on. */
  kind?: 'sheet' | 'quiet' | 'strong'
}

/** A sheet with a heading. */
export function Card({ children, title, href, level = 2, id, kind = 'sheet' }: CardProps) {
  const Heading = `h${level}` as const
  return (
    <section class={`card card--${kind}${href ? ' card--link' : ''}`} id={id}>
      {title ? <Heading class="card-title">{href ? <a href={href}>{title}</a> : title}</Heading> : null}
      {children}
    </section>
  )
}
