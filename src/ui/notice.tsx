import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

const icons = { info: 'info', success: 'check', warn: 'warn', error: 'cross' } as const satisfies Record<string, IconName>

interface NoticeProps {
  tone?: keyof typeof icons
  title?: string
  children?: ComponentChildren
  /** Read out by screen readers when the page opens; for the outcome of an act. */
  announce?: boolean
}

/** A message set apart from the text. */
export function Notice({ tone = 'info', title, children, announce }: NoticeProps) {
  return (
    <div class={`notice notice--${tone}`} role={announce ? 'status' : undefined}>
      <Icon name={icons[tone]} />
      <div>
        {title ? <p class="notice-title">{title}</p> : null}
        {children}
      </div>
    </div>
  )
}
