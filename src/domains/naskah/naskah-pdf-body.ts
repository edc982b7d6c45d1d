import type { Content } from 'pdfmake/interfaces.js'
import { fillLate, type NaskahSheet } from './naskah-sheet.ts'

const indent = 30

/**
 * The letter's text. An empty line begins a paragraph; lines `Nama : isi` become a table with its colons in one column, lines that begin `1.`, `a.` or `-` a list;
 * any other line break stays one.
 */
export function bodyOf(sheet: NaskahSheet): Content[] {
  return fillLate(sheet.body, sheet).split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean).flatMap((part) => blocksOf(part.split('\n')))
}

type LineKind = 'pair' | 'item' | 'text'

const pair = /^([^:]{1,40}?)\s+:\s+(\S.*)$/
const item = /^(\d{1,2}[.)]|[a-z][.)]|[-•])\s+(\S.*)$/

function kindOf(line: string): LineKind {
  if (item.test(line)) return 'item'
  return pair.test(line) ? 'pair' : 'text'
}

/** Neighbouring lines of one kind make one block. */
function blocksOf(lines: string[]): Content[] {
  const blocks: { kind: LineKind; lines: string[] }[] = []
  for (const line of lines.map((one) => one.trim())) {
    const kind = kindOf(line)
    const last = blocks.at(-1)
    if (last?.kind === kind) last.lines.push(line)
    else blocks.push({ kind, lines: [line] })
  }
  return blocks.map((block, at) => drawBlock(block, at === blocks.length - 1))
}

function drawBlock({ kind, lines }: { kind: LineKind; lines: string[] }, last: boolean): Content {
  const below = last ? 8 : 2
  if (kind === 'text') return { text: lines.join('\n'), alignment: lines.length > 1 ? 'left' : 'justify', leadingIndent: indent, margin: [0, 0, 0, below] }
  const rows = kind === 'pair' ? lines.map((line) => pairRow(pair.exec(line)!)) : lines.map((line) => itemRow(item.exec(line)!))
  return {
    layout: { hLineWidth: () => 0, vLineWidth: () => 0, paddingTop: () => 0, paddingBottom: () => 1.5, paddingLeft: () => 0, paddingRight: () => 5 },
    margin: [indent, 0, 0, below], table: { widths: kind === 'pair' ? [120, 4, '*'] : [16, '*'], body: rows },
  }
}

function pairRow([, name, text]: RegExpExecArray): Content[] {
  return [{ text: name! }, { text: ':' }, { text: text! }]
}

function itemRow([, mark, text]: RegExpExecArray): Content[] {
  return [{ text: mark! }, { text: text!, alignment: 'justify' }]
}
