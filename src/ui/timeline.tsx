import type { ComponentChildren } from 'preact'
import { Moment } from './moment.tsx'
import { useView } from './view.ts'

/** One thing that happened. `who` is a role, never a name, on public pages. */
export interface TimelineEntry {
  at?: Date
  who?: ComponentChildren
  what: ComponentChildren
  note?: ComponentChildren
  /** `now` is where it stands; `next` has not happened yet. */
  state?: 'past' | 'now' | 'next'
}

/** What happened, in order; where it stands now is marked in shape and words. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const { t } = useView()
  return (
    <ol class="timeline">
      {entries.map((entry, at) => (
        <li key={at} class={`timeline-entry timeline-entry--${entry.state ?? 'past'}`} aria-current={entry.state === 'now' ? 'step' : undefined}>
          {entry.state === 'now' ? <p class="timeline-now">{t('Sekarang')}</p> : null}
          <p class="timeline-what">{entry.what}</p>
          {entry.note ? <div class="timeline-note">{entry.note}</div> : null}
          <p class="timeline-meta">
            {entry.at ? <Moment at={entry.at} /> : null}
            {entry.who ? <span>{entry.who}</span> : null}
          </p>
        </li>
      ))}
    </ol>
  )
}
