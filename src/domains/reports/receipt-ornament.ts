import type { CanvasElement } from 'pdfmake/interfaces.js'

interface OrnamentOrder {
  /** Top of the strip, in points from the top of the sheet. */
  y: number
  width: number
  /** Height of the strip. */
  size: number
  colour: string
}

/** A strip of lozenges as on woven cloth (tenun), in the government's second colour: the same sign as on its pages. */
export function ornament({ y, width, size, colour }: OrnamentOrder): CanvasElement[] {
  const half = size / 2
  const count = Math.ceil(width / (size * 1.5))
  const lozenge = (x: number, r: number, color: string): CanvasElement => ({
    type: 'polyline', closePath: true, color, lineWidth: 0, lineColor: color,
    points: [{ x: x - r, y: y + half }, { x, y: y + half - r }, { x: x + r, y: y + half }, { x, y: y + half + r }],
  })
  return Array.from({ length: count }, (_, at) => half + at * size * 1.5).flatMap((x) => [lozenge(x, half * 0.9, colour), lozenge(x, half * 0.4, '#ffffff'), lozenge(x + size * 0.75, half * 0.22, colour)])
}
