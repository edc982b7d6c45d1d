import type { Content } from 'pdfmake/interfaces.js'

/** Whose paper it is. */
export interface Letterhead {
  government: string
  /** Name of the unit. */
  unit: string
  contact: { address: string; phone?: string; email?: string; site?: string }
}

/** Measures of a page of ours, in points. */
export interface PageMeasures {
  width: number
  side: number
  ink: string
}

/** The head of an official sheet: government, unit, how to reach it, and the double line. */
export function letterheadOf({ government, unit, contact }: Letterhead, { width, side, ink }: PageMeasures): Content {
  const reach = [contact.phone && `Telepon: ${contact.phone}`, contact.site && `Laman: ${contact.site}`, contact.email && `Surel: ${contact.email}`].filter(Boolean).join(', ')
  const line = (y: number, lineWidth: number) => ({ type: 'line' as const, x1: 0, y1: y, x2: width - 2 * side, y2: y, lineWidth, lineColor: ink })
  return {
    stack: [
      { text: government.toUpperCase(), fontSize: 12.5, alignment: 'center', characterSpacing: 0.3 },
      { text: unit.toUpperCase(), fontSize: 14, bold: true, alignment: 'center', characterSpacing: 0.2 },
      { text: contact.address, fontSize: 9, alignment: 'center', margin: [0, 2, 0, 0] },
      ...(reach ? [{ text: reach, fontSize: 9, alignment: 'center' as const }] : []),
      { canvas: [line(5, 1.8), line(7.8, 0.6)] },
    ],
  }
}
