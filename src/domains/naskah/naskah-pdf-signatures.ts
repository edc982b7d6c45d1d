import qrcode from 'qrcode'
import type { Column, Content } from 'pdfmake/interfaces.js'
import { quiet, size } from './naskah-pdf-parts.ts'
import type { NaskahSheet } from './naskah-sheet.ts'

/** Who signs, at the right; beside it, where the form has one, the other party, who signs by hand. Never cut by the end of a page. */
export function signaturesOf(sheet: NaskahSheet): Content {
  const { secondParty } = sheet.frame
  const left: Column = secondParty
    ? { width: '*', stack: [`${secondParty.role},`, { text: secondParty.name }, { text: ' ', fontSize: 44 }, { text: '( …………………………………… )' }] }
    : { width: '*', text: '' }
  return { unbreakable: true, margin: [0, 14, 0, 0], columnGap: 18, columns: [left, { width: 236, stack: [...(secondParty ? ['Pihak Pertama,'] : []), `${sheet.frame.signer.title},`, boxOf(sheet)] }] }
}

function boxOf({ kind, frame, signerUnit, signerName, proof }: NaskahSheet): Content {
  const mark: Content = kind === 'draft'
    ? { text: 'Kode QR terbit saat ditandatangani', fontSize: 7, color: quiet, alignment: 'center', margin: [2, 18, 2, 18] }
    : { svg: qrOf(proof.url), fit: [72, 72] }
  const words: Content[] = [
    { text: kind === 'draft' ? 'Akan ditandatangani secara elektronik oleh' : 'Ditandatangani secara elektronik oleh', fontSize: 7.5, color: quiet },
    ...(signerName ? [{ text: signerName, bold: true, fontSize: size - 1 }] : []),
    { text: frame.signer.title, bold: !signerName, fontSize: size - 2, lineHeight: 1.15 },
    ...(frame.signer.title.includes(signerUnit) ? [] : [{ text: signerUnit, fontSize: size - 3, lineHeight: 1.15 }]),
  ]
  return {
    margin: [0, 6, 0, 0],
    table: { widths: [72, '*'], body: [[mark, { stack: words, margin: [2, 3, 0, 3] }]] },
    layout: {
      hLineWidth: (at) => (at === 0 || at === 1 ? 0.7 : 0), vLineWidth: (at) => (at === 0 || at === 2 ? 0.7 : 0), hLineColor: () => '#7b848f', vLineColor: () => '#7b848f',
      paddingLeft: () => 5, paddingRight: () => 5, paddingTop: () => 5, paddingBottom: () => 5,
    },
  }
}

/** A QR code as one path, so that it is as large as its place whatever it says. The box around it is its quiet zone. */
function qrOf(text: string): string {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const squares = Array.from({ length: modules.size ** 2 }, (_, at) => at).filter((at) => modules.get(Math.floor(at / modules.size), at % modules.size))
  const path = squares.map((at) => `M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 ${modules.size + 2} ${modules.size + 2}"><path fill="#000000" d="${path}"/></svg>`
}
