import type { ComponentChildren } from 'preact'

/** Names and values, one a line. Lines without a value are left out. */
export function SummaryList({ items }: { items: { name: string; value: ComponentChildren }[] }) {
  return (
    <dl class="summary-list">
      {items
        .filter((item) => item.value !== undefined && item.value !== null && item.value !== '')
        .map((item) => (
          <div key={item.name}>
            <dt>{item.name}</dt>
            <dd>{item.value}</dd>
          </div>
        ))}
    </dl>
  )
}
