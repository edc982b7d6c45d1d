/**
 * One repeat of our woven border, drawn thread by thread: `#` in the main colour, `o` in the accent, `.` is the ground.
 * A stepped lozenge between bamboo shoots; of no particular region, so that it may stand in any tenant's colours.
 */
const weave = [
  '#.........#.........',
  '##.......###.......#',
  '###.....#...#.....##',
  '##.....#..o..#.....#',
  '#.....#..ooo..#.....',
  '.....#..oo.oo..#....',
  '#.....#..ooo..#.....',
  '##.....#..o..#.....#',
  '###.....#...#.....##',
  '##.......###.......#',
  '#.........#.........',
]

const size = { width: 20, height: weave.length }

/** The threads of one colour as an SVG path; neighbours in a row become one stroke. */
export function threads(mark: string, rows = weave): string {
  const runs = rows.flatMap((row, y) => [...row.matchAll(new RegExp(`${mark}+`, 'g'))].map((run) => ({ x: run.index, y, length: run[0].length })))
  return runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`).join('')
}

/** Defines the woven pattern once a page; `Tenun` draws with it. */
export function TenunDefinition() {
  return (
    <svg class="tenun-definition" width="0" height="0" aria-hidden="true" focusable="false">
      <pattern id="tenun" width={size.width} height={size.height} patternUnits="userSpaceOnUse" patternTransform="scale(1.5)">
        <path class="tenun-a" d={threads('#')} />
        <path class="tenun-b" d={threads('o')} />
      </pattern>
      <pattern id="tenun-large" href="#tenun" height={size.height - 1} patternTransform="scale(7)" />
    </svg>
  )
}

/** A woven band over the whole width, pure ornament. `large` is a cloth of it, for a hero. */
export function Tenun({ large = false }: { large?: boolean }) {
  return (
    <svg class={large ? 'tenun tenun--large' : 'tenun'} aria-hidden="true" focusable="false">
      <rect width="100%" height="100%" fill={large ? 'url(#tenun-large)' : 'url(#tenun)'} />
    </svg>
  )
}
