import type { ComponentChildren } from 'preact'
import { threads } from './tenun.tsx'

const loom = ['..........', '....##....', '...####...', '..##oo##..', '.##oooo##.', '..##oo##..', '...####...', '....##....']

/** Nothing to show, why, and what to do instead (`children`: a button or link). */
export function EmptyState({ title, text, children }: { title: string; text?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="empty-state">
      <svg viewBox="0 0 10 9" width="80" height="72" aria-hidden="true" focusable="false">
        <path class="tenun-a" d={threads('#', loom)} />
        <path class="tenun-b" d={threads('o', loom)} />
      </svg>
      <p class="empty-state-title">{title}</p>
      {text ? <p>{text}</p> : null}
      {children}
    </div>
  )
}
