import { type ZipPart, zipParts } from './zip-parts.ts'

/** Rows of one sheet that Excel opens (1,048,576); the rest goes to further sheets. */
const rowsOfSheet = 1_000_000
/** Letters of one cell that Excel opens. */
const lettersOfCell = 32_767

/** What stands in a cell. */
type Cell = string | number

/**
 * Writes a spreadsheet (ECMA-376) row by row, so that it never lies in memory whole. Numbers are numbers, all else is text. Libraries that we looked at gather a sheet before they write it.
 */
export async function* writeXlsx(name: string, heads: string[], parts: AsyncIterable<Cell[][]>): AsyncGenerator<Uint8Array> {
  yield* zipParts(packageParts(name, heads, parts[Symbol.asyncIterator]()))
}

async function* packageParts(name: string, heads: string[], rows: AsyncIterator<Cell[][]>): AsyncGenerator<ZipPart> {
  const waiting: Cell[][] = []
  let sheets = 0
  let ended = false
  do {
    sheets++
    yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet() }
  } while (!ended)
  yield { name: 'xl/workbook.xml', content: once(workbook(name, sheets)) }
  yield { name: 'xl/_rels/workbook.xml.rels', content: once(relations(sheets)) }
  yield { name: 'xl/styles.xml', content: once(styles) }
  yield { name: '_rels/.rels', content: once(`${xml}<Relationships xmlns="${packageNs}/relationships"><Relationship Id="rId1" Type="${officeNs}/officeDocument" Target="xl/workbook.xml"/></Relationships>`) }
  yield { name: '[Content_Types].xml', content: once(contentTypes(sheets)) }

  async function* sheet(): AsyncGenerator<string> {
    yield `${xml}<worksheet xmlns="${sheetNs}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${heads.length}" width="22" customWidth="1"/></cols><sheetData>${row(heads, 1, 1)}`
    for (let no = 2; no <= rowsOfSheet; ) {
      if (waiting.length === 0) {
        const next = await rows.next()
        if (next.done) {
          ended = true
          break
        }
        waiting.push(...next.value)
      }
      const some = waiting.splice(0, rowsOfSheet - no + 1)
      const first = no
      no += some.length
      yield some.map((cells, at) => row(cells, first + at, 0)).join('')
    }
    yield '</sheetData></worksheet>'
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const sheetNs = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const officeNs = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageNs = 'http://schemas.openxmlformats.org/package/2006'
const typeOf = (what: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${what}+xml`

function row(cells: Cell[], no: number, style: 0 | 1): string {
  const inside = cells.map((cell, at) => (typeof cell === 'number' ? `<c r="${letters(at)}${no}" s="${style}"><v>${cell}</v></c>` : cell === '' ? '' : `<c r="${letters(at)}${no}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`))
  return `<row r="${no}">${inside.join('')}</row>`
}

/** The name of a column from 0: A … Z, AA … */
function letters(at: number): string {
  return (at >= 26 ? letters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))
}

// XML 1.0 has no place for most control characters, nor for half of a surrogate pair.
function escapeXml(text: string): string {
  const held = text.slice(0, lettersOfCell).toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '')
  return held.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const numbers = (sheets: number) => Array.from({ length: sheets }, (_, at) => at + 1)

function workbook(name: string, sheets: number): string {
  const title = (n: number) => escapeXml(n === 1 ? name : `${name} ${n}`)
  return `${xml}<workbook xmlns="${sheetNs}" xmlns:r="${officeNs}"><sheets>${numbers(sheets).map((n) => `<sheet name="${title(n)}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`
}

function relations(sheets: number): string {
  const each = numbers(sheets).map((n) => `<Relationship Id="rId${n}" Type="${officeNs}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')
  return `${xml}<Relationships xmlns="${packageNs}/relationships">${each}<Relationship Id="rId${sheets + 1}" Type="${officeNs}/styles" Target="styles.xml"/></Relationships>`
}

const styles = `${xml}<styleSheet xmlns="${sheetNs}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`

function contentTypes(sheets: number): string {
  const parts = [...numbers(sheets).map((n) => [`worksheets/sheet${n}`, 'worksheet']), ['workbook', 'sheet.main'], ['styles', 'styles']]
  return `${xml}<Types xmlns="${packageNs}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.map(([path, type]) => `<Override PartName="/xl/${path}.xml" ContentType="${typeOf(type!)}"/>`).join('')}</Types>`
}
