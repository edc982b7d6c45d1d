const shapes = {
  arrow: 'M3 10h13M11 5l5 5-5 5',
  back: 'M17 10H4M9 5l-5 5 5 5',
  check: 'M4 10.5l4 4 8-9',
  cross: 'M5 5l10 10M15 5L5 15',
  clock: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 6v4.3l3 1.7',
  pause: 'M7 4.5v11M13 4.5v11',
  warn: 'M10 2.8L18 16.8H2zM10 8v4M10 14.3v.4',
  info: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 9.2v4.6M10 6v.4',
  dot: 'M10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  lock: 'M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9',
  person: 'M10 3a3.3 3.3 0 1 0 0 6.600A3.3 3.3 0 0 0 10 3zM3.5 17c.6-3.4 3-5 6.5-5s5.9 1.6 6.5 5',
  file: 'M5 2.500h7l3.5 3.500v11.500H5zM12 2.500V6h3.5',
  copy: 'M7 7h10v10H7zM13 7V3H3v10h4',
  pen: 'M3 17l1-4L14 3l3 3L7 16zM12 5l3 3',
  search: 'M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM12.5 12.500L17 17',
  pin: 'M10 18s-6-6-6-10.300a6 6 0 0 1 12 0C16 12 10 18 10 18zM10 5.800a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  print: 'M6 7V2.500h8V7M6 14H3V7h14v7h-3M6 11.500h8v6H6z',
  chat: 'M3 4h14v10H9l-4 3.500V14H3z',
} as const

/** The drawings that there are. */
export type IconName = keyof typeof shapes

/** A line drawing of 20 units in the colour of the text; hidden from screen readers, so its meaning must also stand in words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  )
}
