import { type ArrowLabel, type SheetArrow, type SheetHeight, type SheetSymbol, sliceRow, symbolHalf } from '../sop/index.ts'
import { inOrder, type SheetMeasures } from './sop-sheet-measures.ts'
import { type PageCrossing, type SheetPage, stripHeight } from './sop-sheet-paging.ts'

const ink = '#1d2530'
const rule = '#8b95a1'

/** Where things of one page lie, in points from the table's upper left corner. */
export interface PagePlan {
  headHeight: number
  stripIn: number
  stripOut: number
  /** The upper edge of each row of the page. */
  tops: number[]
  /** Below the last row and its foot, above the strip that leads on. */
  bottom: number
  height: number
}

/** Lays out one page's rows and strips. */
export function planPage(measures: SheetMeasures, page: SheetPage): PagePlan {
  const headHeight = measures.head[0] + measures.head[1]
  const [stripIn, stripOut] = [stripHeight(page.come), stripHeight(page.go)]
  const heights = measures.heights.slice(page.from, page.to)
  const tops = heights.map((_, at) => headHeight + stripIn + heights.slice(0, at).reduce((sum, one) => sum + one, 0))
  const foot = page.to === measures.heights.length ? measures.layout.foot * measures.scale : 0
  const bottom = headHeight + stripIn + heights.reduce((sum, one) => sum + one, 0) + foot
  return { headHeight, stripIn, stripOut, tops, bottom, height: bottom + stripOut }
}

/** All that is drawn on one page of the flow table, as SVG: rules, symbols, flow lines, connectors to other pages. */
export function drawPage(measures: SheetMeasures, page: SheetPage, tint: string): string {
  const plan = planPage(measures, page)
  const width = Object.values(measures.columns).reduce((sum, one) => sum + one, 0)
  const left = measures.columns.no + measures.columns.activity
  const flow = { measures, page, plan, tint }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(plan.height + 1)}" viewBox="0 0 ${n(width)} ${n(plan.height + 1)}">${
    drawRules(flow, width)}<g transform="translate(${n(left)} 0)">${drawFlow(flow)}${drawStrip(page.come, plan.headHeight, { height: plan.stripIn, upper: true })}${
    drawStrip(page.go, plan.bottom, { height: plan.stripOut, upper: false })}</g></svg>`
}

interface Flow {
  measures: SheetMeasures
  page: SheetPage
  plan: PagePlan
  tint: string
}

const n = (value: number) => String(Math.round(value * 100) / 100)
const line = (x1: number, y1: number, x2: number, y2: number, colour = ink, stroke = 0.8) =>
  `<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}" fill="none" stroke="${colour}" stroke-width="${stroke}" stroke-linecap="square"/>`

function drawRules({ measures, plan, page, tint }: Flow, width: number): string {
  const { columns, layout, scale, head } = measures
  const edges = [0]
  for (const column of Object.values(inOrder(columns))) edges.push(edges.at(-1)! + column)
  const lanes = layout.width / layout.laneWidth
  const laneEdges = Array.from({ length: lanes - 1 }, (_, at) => edges[2]! + (at + 1) * layout.laneWidth * scale)
  const inner = [3, 4, 5].map((at) => edges[at + 1]!).slice(0, 2)
  const whole = edges.filter((edge) => !inner.includes(edge))
  const across = [0, plan.headHeight, plan.height, ...plan.tops.slice(page.come.length > 0 ? 0 : 1), ...(page.go.length > 0 ? [plan.bottom] : [])]
  return [
    `<path d="M0 0h${n(width)}v${n(plan.headHeight)}h-${n(width)}z" fill="${tint}"/>`,
    ...across.map((y) => line(0, y, width, y, rule, 0.6)), ...whole.map((x) => line(x, 0, x, plan.height, rule, 0.6)),
    line(edges[2]!, head[0], edges[6]!, head[0], rule, 0.6), ...[...laneEdges, ...inner].map((x) => line(x, head[0], x, plan.height, rule, 0.6)),
  ].join('')
}

function drawFlow({ measures, page, plan, tint }: Flow): string {
  const { layout, scale, heights } = measures
  const rows = Array.from({ length: page.to - page.from }, (_, at) => page.from + at)
  const down = (row: number, height: SheetHeight | 'bottom') => {
    const top = plan.tops[row - page.from] ?? plan.tops.at(-1)! + heights.at(-1)!
    const own = heights[row] ?? layout.foot * scale
    return top + (height === 'bottom' ? own : height === 'middle' ? own / 2 : height * scale)
  }
  const within = <T extends { row: number }>(items: T[]) => items.filter((item) => item.row >= page.from && item.row < page.to)
  const withFoot = layout.foot > 0 && page.to === heights.length ? [...rows, page.to] : rows
  const labels = within(layout.arrows.flatMap((arrow) => (arrow.label ? [arrow.label] : [])))
  return [
    ...withFoot.flatMap((row) => sliceRow(layout, row).map((one) => line(one.x1 * scale, down(row, one.y1), one.x2 * scale, down(row, one.y2)))),
    ...within(layout.links).map((link) => line(link.x1 * scale, down(link.row, 'middle'), link.x2 * scale, down(link.row, 'middle'))),
    ...within(layout.symbols).map((symbol) => at(symbol.x * scale, down(symbol.row, 'middle'), scale, drawSymbol(symbol.kind, tint))),
    ...layout.arrows.filter(({ to }) => to.row >= page.from && to.row < page.to)
      .map((arrow) => at(arrow.points.at(-1)!.x * scale, down(arrow.to.row, 'middle'), scale, drawHead(arrow))),
    ...within(layout.links).flatMap((link) => (
      link.word ? [at(((link.x1 + link.x2) / 2) * scale, down(link.row, 'middle'), scale, drawWord(link.word))] : []
    )),
    ...labels.map((label) => at(label.x * scale, down(label.row, 'middle') + label.dy * scale, scale, drawLabel(label))),
  ].join('')
}

const at = (x: number, y: number, scale: number, inside: string) => `<g transform="translate(${n(x)} ${n(y)}) scale(${Math.round(scale * 1e4) / 1e4})">${inside}</g>`

/** A symbol around 0,0, in units of the drawing. */
export function drawSymbol(kind: SheetSymbol['kind'], tint: string): string {
  const { x, y } = symbolHalf
  const look = `fill="${tint}" stroke="${ink}" stroke-width="1.4"`
  if (kind === 'decision') return `<path d="M${-x} 0L0 ${-y}L${x} 0L0 ${y}z" ${look}/>`
  return `<rect x="${-x}" y="${-y}" width="${2 * x}" height="${2 * y}" rx="${kind === 'process' ? 0 : y}" ${look}/>`
}

function drawHead({ end: { side, reach } }: SheetArrow): string {
  const d = side === 'top' ? `M0 ${n(-reach)}l-3.5 -7h7z` : side === 'left' ? `M${n(-reach)} 0l-7 -3.5v7z` : `M${n(reach)} 0l7 -3.5v7z`
  return `<path d="${d}" fill="${ink}"/>`
}

const text = (words: string, x: number, y: number, size: number, anchor = 'start') =>
  `<text x="${n(x)}" y="${n(y)}" font-family="Roboto" font-size="${size}" text-anchor="${anchor}" fill="${ink}">${escaped(words)}</text>`
const escaped = (words: string) => words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function drawWord(word: string): string {
  return `<rect x="-13" y="-6" width="26" height="12" fill="#fff"/>${text(word, 0, 3.5, 10.5, 'middle')}`
}

function drawLabel({ lines, width, height }: ArrowLabel): string {
  const ground = `<rect x="-1" y="0" width="${n(width + 2)}" height="${n(height)}" fill="#fff"/>`
  return ground + lines.map((one, index) => text(one, 0, 9.5 + index * 11.5, 10.5)).join('')
}

/** The off-page connectors of one edge of the table: each line is led to its own, apart from its neighbours. */
function drawStrip(crossings: PageCrossing[], top: number, { height, upper }: { height: number; upper: boolean }): string {
  // Measured from the rows outwards; for the upper strip upwards.
  const y = (away: number) => (upper ? top + height - away : top + away)
  const order = [...crossings.filter((one) => one.at > one.x + 0.1).toReversed(), ...crossings.filter((one) => one.at < one.x - 0.1)]
  return crossings.map((one) => {
    const jog = 3 + Math.max(0, order.indexOf(one)) * 2.5
    const sign = height - 16
    const middle = (y(sign) + y(sign + 13)) / 2
    const aside = line(one.x, y(0), one.x, y(jog)) + line(one.x, y(jog), one.at, y(jog)) + line(one.at, y(jog), one.at, y(sign))
    const lead = one.at === one.x ? line(one.x, y(0), one.x, y(sign)) : aside
    // A line enters the connector on the page that it leaves.
    const enters = one.down !== upper
    const head = enters ? `<path d="M${n(one.at)} ${n(y(sign))}l-2 ${upper ? 4 : -4}h4z" fill="${ink}"/>` : ''
    const connector = `<path d="M${n(one.at - 5)} ${n(middle - 6.5)}h10v8l-5 5l-5 -5z" fill="#fff" stroke="${ink}" stroke-width="0.8"/>`
    return lead + connector + head + text(one.letter, one.at, middle + 1.6, 6.5, 'middle')
  }).join('')
}
