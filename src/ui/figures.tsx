import type { ComponentChildren } from 'preact'

/** A strip of numbers, each with what it counts. */
export function Figures({ items }: { items: { figure: ComponentChildren; text: string }[] }) {
  return (
    <dl class="figures">
      {items.map((item) => (
        <div key={item.text}>
          <dt>{item.text}</dt>
          <dd>{item.figure}</dd>
        </div>
      ))}
    </dl>
  )
}
