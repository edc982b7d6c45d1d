import type { ComponentChildren } from 'preact'

/** More for those who want it: "why this date". Works without JavaScript. */
export function Details({ summary, children, open }: { summary: ComponentChildren; children: ComponentChildren; open?: boolean }) {
  return (
    <details class="details" open={open === true}>
      <summary>{summary}</summary>
      <div class="details-inside">{children}</div>
    </details>
  )
}
