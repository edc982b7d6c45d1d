import type { Content } from 'pdfmake/interfaces.js'
import type { NaskahSheet } from './naskah-sheet.ts'

/** Black enough for an office copier. */
export const ink = '#16191d'
export const quiet = '#4c545e'
/** Type size of the text, in points. */
export const size = 11
/** Left and right margin, in points. */
export const side = 68
const width = 595.28 - 2 * side

/** The head of the first page: emblem, government, unit, address, and the double rule under it. */
export function letterheadOf({ government, unit, contact, colours }: NaskahSheet): Content {
  return {
    stack: [
      {
        columnGap: 8,
        columns: [
          { width: 50, svg: emblemOf(colours), fit: [50, 56] },
          {
            width: '*', alignment: 'center',
            stack: [
              { text: government.toUpperCase(), fontSize: 13 },
              { text: unit.toUpperCase(), fontSize: Math.min(16, Math.max(12.5, 340 / (unit.length * 0.565))), bold: true, lineHeight: 1.15, margin: [0, 1, 0, 2] },
              ...contact.map((text) => ({ text, fontSize: 8.5, color: quiet, lineHeight: 1.2 })),
            ],
          },
          { width: 50, text: '' },
        ],
      },
      {
        margin: [0, 7, 0, 0],
        canvas: [
          { type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 2.2, lineColor: ink },
          { type: 'line', x1: 0, y1: 3.2, x2: width, y2: 3.2, lineWidth: 0.7, lineColor: ink },
        ],
      },
    ],
  }
}

/** The product's own shield in the tenant's colours: the same drawing as `Emblem` of the pages. It stands where a regency has not given its emblem. */
function emblemOf({ main, accent }: NaskahSheet['colours']): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 44"><path fill="${main}" d="M20 1l18 5v17c0 10-7.5 16.5-18 20C9.5 39.5 2 33 2 23V6z"/><path fill="${accent}" d="M20 8l3 3-3 3-3-3zM20 28l3 3-3 3-3-3zM8.5 21l3-3 3 3-3 3zM25.5 21l3-3 3 3-3 3z"/><path fill="#ffffff" d="M20 14.5l6.5 6.5-6.5 6.5-6.5-6.5z"/></svg>`
}

/** The foot of each page: how the letter is proved, and which page it is. */
export function footOf({ kind, version, proof }: NaskahSheet, { page, pages }: { page: number; pages: number }): Content {
  const words: Content[] = kind === 'draft'
    ? [{ text: `Konsep versi ${version}: belum ditandatangani, bukan surat resmi.` }]
    : [
        { text: 'Dokumen ini ditandatangani secara elektronik. Keasliannya dapat diperiksa dengan memindai kode QR,' },
        { text: [`atau di ${proof.site} dengan kode `, { text: proof.code, bold: true, color: ink, noWrap: true }] },
      ]
  return {
    margin: [side, 14, side, 0], fontSize: 7.5, color: quiet, lineHeight: 1.2,
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5, lineColor: '#9aa2ac' }] },
      { margin: [0, 5, 0, 0], columns: [{ width: '*', stack: words }, { width: 90, text: pages > 1 ? `Halaman ${page} dari ${pages}` : '', alignment: 'right' }] },
    ],
  }
}
