import type { Content, ContentStack, TableCell } from 'pdfmake/interfaces.js'
import { formatDate } from '../calendar/index.ts'
import type { Sop } from '../sop/index.ts'

const rule = '#8b95a1'

interface IdentityOrder {
  sop: Sop
  government: string
  colours: { main: string; accent: string }
}

/** The identity block of the sheet, `width` points wide: whose it is, numbers and dates, approval with room to sign, and the six lists. */
export function identityBlock({ sop, government, colours }: IdentityOrder, { width, fontSize }: { width: number; fontSize: number }): Content {
  const { identity } = sop
  const day = (date: string | undefined) => (date ? formatDate(date) : '–')
  const facts: [string, string][] = [
    ['Nomor SOP', identity.number ?? '–'], ['Tgl. Pembuatan', day(identity.made)], ['Tgl. Revisi', day(identity.revised)],
    ['Tgl. Efektif', day(identity.effective)], ['Disahkan oleh', identity.approvedBy], ['Nama SOP', sop.title],
  ]
  const lists: [string, string[]][] = [
    ['Dasar Hukum', identity.legalBasis], ['Kualifikasi Pelaksana', identity.qualifications], ['Keterkaitan', identity.related],
    ['Peralatan/Perlengkapan', identity.equipment],
    ['Peringatan', identity.warnings], ['Pencatatan dan Pendataan', identity.records],
  ]
  const owner: TableCell = {
    rowSpan: facts.length, alignment: 'center', margin: [10, 22, 10, 10],
    stack: [emblem(colours), { text: government.toUpperCase(), bold: true, fontSize: 13, margin: [0, 10, 0, 4] }, { text: 'STANDAR OPERASIONAL PROSEDUR', fontSize: 10 }],
  }
  const head = facts.map(([name, value], at): TableCell[] => [
    at === 0 ? owner : { text: '' }, { text: name }, { text: value, bold: true, ...(name === 'Disahkan oleh' && { margin: [0, 0, 0, 34] }) },
  ])
  const pair = (at: number): TableCell[] => [listCell(lists[at]!, fontSize), { ...listCell(lists[at + 1]!, fontSize), colSpan: 2 }, { text: '' }]
  const lines = {
    hLineWidth: () => 0.7, vLineWidth: () => 0.7, hLineColor: () => rule, vLineColor: () => rule,
    paddingLeft: () => 6, paddingRight: () => 6, paddingTop: () => 4, paddingBottom: () => 4,
  }
  return { fontSize: fontSize + 0.5, table: { widths: ['*', 92, width / 2 - 117], body: [...head, pair(0), pair(2), pair(4)], dontBreakRows: true }, layout: lines }
}

function listCell([name, items]: [string, string[]], fontSize: number): ContentStack {
  const inside: Content = items.length > 1 ? { ol: items, fontSize } : { text: items[0] ?? '–', fontSize }
  return { stack: [{ text: name, bold: true, margin: [0, 0, 0, 3] }, inside] }
}

/** The shield that stands where a regency has not given its emblem, as on the pages. */
function emblem({ main, accent }: IdentityOrder['colours']): Content {
  return {
    alignment: 'center', width: 46,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="46" height="50.6" viewBox="0 0 40 44"><path fill="${main}" d="M20 1l18 5v17c0 10-7.5 16.5-18 20C9.5 39.5 2 33 2 23V6z"/>${
      `<path fill="${accent}" d="M20 8l3 3-3 3-3-3zM20 28l3 3-3 3-3-3zM8.5 21l3-3 3 3-3 3zM25.5 21l3-3 3 3-3 3z"/><path fill="#fff" d="M20 14.5l6.5 6.5-6.5 6.5-6.5-6.5z"/></svg>`}`,
  }
}
