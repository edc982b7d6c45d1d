import { type SheetArrow, type SheetHeight, type SheetLayout, type SheetSymbol, sliceRow, symbolHalf } from '../../domains/sop/index.ts'

/** Where a height lies in a row that is as high as its texts make it. */
function down(height: SheetHeight | 'bottom'): string {
  if (height === 'middle') return '50%'
  return height === 'bottom' ? '100%' : String(height)
}

/**
 * The flow drawing of one row, laid over the columns of its lanes. Lines run from edge to edge in percents, so that they meet those of the next row whatever the
 * heights; symbols, heads and labels hang from the middle and keep their shape. Nothing here speaks to screen readers: the cells say the same in words.
 */
export function RowDrawing({ layout, row }: { layout: SheetLayout; row: number }) {
  const at = <T extends { row: number }>(items: T[]) => items.filter((item) => item.row === row)
  const ends = layout.arrows.filter((arrow) => arrow.to.row === row)
  const labels = at(layout.arrows.flatMap((arrow) => (arrow.label ? [arrow.label] : [])))
  return (
    <svg class="sheet-drawing" width={layout.width} height="100%" aria-hidden="true" focusable="false">
      {at(layout.links).map((link) => <line key={`${link.x1}`} class="sheet-line" x1={link.x1} y1="50%" x2={link.x2} y2="50%" />)}
      {sliceRow(layout, row).map((line) => (
        <line key={`${line.arrow} ${line.x1} ${line.y1} ${line.x2} ${line.y2}`} class="sheet-line" x1={line.x1} y1={down(line.y1)} x2={line.x2} y2={down(line.y2)} />
      ))}
      <svg class="sheet-middle" y="50%" width={layout.width} height="1" aria-hidden="true" focusable="false">
        {at(layout.symbols).map((symbol) => <SymbolShape key={symbol.lane} symbol={symbol} />)}
        {ends.map((arrow) => <ArrowHead key={`${arrow.from.step} ${arrow.acts[0]}`} arrow={arrow} />)}
        {at(layout.links).map((link) => (link.word ? <WordOnLine key={link.x1} word={link.word} x={(link.x1 + link.x2) / 2} /> : null))}
        {labels.map((label) => (
          <g key={`${label.x} ${label.dy}`}>
            <rect class="sheet-ground" x={label.x - 1} y={label.dy} width={label.width + 2} height={label.height} />
            {label.lines.map((line, index) => <text key={line} class="sheet-label" x={label.x} y={label.dy + 9.5 + index * 11.5}>{line}</text>)}
          </g>
        ))}
      </svg>
    </svg>
  )
}

function SymbolShape({ symbol: { kind, x } }: { symbol: Pick<SheetSymbol, 'kind' | 'x'> }) {
  const { x: w, y: h } = symbolHalf
  if (kind === 'decision') return <path class="sheet-symbol" d={`M${x - w} 0L${x} ${-h}L${x + w} 0L${x} ${h}z`} />
  return <rect class="sheet-symbol" x={x - w} y={-h} width={2 * w} height={2 * h} rx={kind === 'process' ? 0 : h} />
}

function ArrowHead({ arrow: { points, end } }: { arrow: SheetArrow }) {
  const { x } = points.at(-1)!
  if (end.side === 'top') return <path class="sheet-head" d={`M${x} ${-end.reach}l-3.5 -7h7z`} />
  return end.side === 'left' ? <path class="sheet-head" d={`M${x - end.reach} 0l-7 -3.5v7z`} /> : <path class="sheet-head" d={`M${x + end.reach} 0l7 -3.5v7z`} />
}

function WordOnLine({ word, x }: { word: string; x: number }) {
  return (
    <g>
      <rect class="sheet-ground" x={x - 13} y={-6} width={26} height={12} />
      <text class="sheet-label sheet-label--middle" x={x} y={3.5}>{word}</text>
    </g>
  )
}

/** One symbol by itself, for the legend. */
export function LegendSymbol({ kind }: { kind: SheetSymbol['kind'] }) {
  return (
    <svg class="sheet-legend-symbol" viewBox="-25 -15 50 30" width="40" height="24" aria-hidden="true" focusable="false">
      <SymbolShape symbol={{ kind, x: 0 }} />
    </svg>
  )
}
