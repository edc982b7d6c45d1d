import type { StepFigures } from '../../domains/reports/index.ts'
import { type SheetLayout, type SheetRow, layoutSheet, sheetAnswers, sheetRows, type Sop } from '../../domains/sop/index.ts'
import { type Translate, useView } from '../../ui/index.ts'
import { FiguresText } from './sop-step-figures.tsx'
import { LegendSymbol, RowDrawing } from './sop-sheet-drawing.tsx'

/** The figures of each step, by its name; absent for those who may not see them. */
export type SheetFigures = Map<string, StepFigures> | undefined

/** The flow table of the official sheet: rows × lanes with their symbols and flow lines, and the quality standard. */
export function SopSheetTable({ sop, figures }: { sop: Sop; figures: SheetFigures }) {
  const { t } = useView()
  const layout = layoutSheet(sop)
  const rows = sheetRows(sop)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="sheet-scroll" tabIndex={0} aria-label={t('Tabel langkah SOP')}>
        <table class="sheet">
          <SheetHead sop={sop} layout={layout} withFigures={figures !== undefined} />
          <tbody>
            {rows.map((row, at) => <SheetLine key={row.step} sop={sop} rows={rows} at={at} figures={figures} />)}
            {layout.foot > 0 ? <FootLine sop={sop} layout={layout} /> : null}
          </tbody>
        </table>
      </section>
      <SheetLegend layout={layout} rows={rows} />
    </>
  )
}

function SheetHead({ sop, layout, withFigures }: { sop: Sop; layout: SheetLayout; withFigures: boolean }) {
  const { t } = useView()
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} class="sheet-no">{t('No')}</th>
        <th scope="col" rowSpan={2} class="sheet-activity">{t('Kegiatan')}</th>
        <th scope="colgroup" colSpan={sop.lanes.length}>{t('Pelaksana')}</th>
        <th scope="colgroup" colSpan={3}>{t('Mutu baku')}</th>
        <th scope="col" rowSpan={2} class="sheet-note">{t('Ket.')}</th>
        {withFigures ? <th scope="col" rowSpan={2} class="sheet-figures">{t('90 hari terakhir')}</th> : null}
      </tr>
      <tr>
        {sop.lanes.map((lane) => (
          <th key={lane.name} scope="col" class="sheet-lane">
            <span>{lane.title}</span>
            {/* With the rule at its right the column is just as wide as the drawing's lane. */}
            <svg class="sheet-strut" width={layout.laneWidth - 1} height="1" aria-hidden="true" focusable="false" />
          </th>
        ))}
        <th scope="col">{t('Kelengkapan')}</th>
        <th scope="col">{t('Waktu')}</th>
        <th scope="col">{t('Output')}</th>
      </tr>
    </thead>
  )
}

function SheetLine({ sop, rows, at, figures }: { sop: Sop; rows: SheetRow[]; at: number; figures: SheetFigures }) {
  const { t } = useView()
  const layout = layoutSheet(sop)
  const row = rows[at]!
  const first = row.cells.findIndex((cell) => cell.symbol)
  return (
    <tr id={`baris-${row.row}`}>
      <td class="sheet-no">{row.row}</td>
      <th scope="row" class="sheet-activity">{row.activity}</th>
      {row.cells.map((cell, lane) => (
        <td key={cell.lane} class={lane === 0 ? 'sheet-lane sheet-lane--first' : 'sheet-lane'}>
          {lane === 0 ? <RowDrawing layout={layout} row={at} /> : null}
          {lane === 0 ? <svg class="sheet-strut" width="1" height={layout.rowHeights[at]} aria-hidden="true" focusable="false" /> : null}
          {cell.symbol ? <span class="hidden-text">{symbolNames(t)[cell.symbol]}{lane === first ? `. ${waysText(t, row)}` : ''}</span> : null}
        </td>
      ))}
      <td>{row.requires}</td>
      <td>{row.time}</td>
      <td>{row.output}</td>
      <td class="sheet-note">{row.note}</td>
      {figures ? <td class="sheet-figures"><FiguresText step={sop.steps[at]!} figures={figures.get(row.step)} /></td> : null}
    </tr>
  )
}

// Holds lines that pass below the last row; nothing to read.
function FootLine({ sop, layout }: { sop: Sop; layout: SheetLayout }) {
  return (
    <tr>
      <td colSpan={2} />
      <td class="sheet-lane sheet-lane--first" colSpan={sop.lanes.length}>
        <RowDrawing layout={layout} row={sop.steps.length} />
        <svg class="sheet-strut" width="1" height={layout.foot} aria-hidden="true" focusable="false" />
      </td>
      <td colSpan={4} />
    </tr>
  )
}

const symbolNames = (t: Translate) => ({ start: t('mulai'), process: t('proses'), decision: t('keputusan'), end: t('selesai') })

/** Where a row leads, in words: `Ke langkah 3: Teruskan ke SKPD.` */
export function waysText(t: Translate, row: SheetRow): string {
  return row.flows.map(({ toRow, label, mark }) => {
    const words = [mark !== label ? mark : '', label].filter(Boolean).join(', ')
    return words ? `${t('Ke langkah {nomor}', { nomor: toRow })}: ${words}.` : `${t('Ke langkah {nomor}', { nomor: toRow })}.`
  }).join(' ')
}

function SheetLegend({ layout, rows }: { layout: SheetLayout; rows: SheetRow[] }) {
  const { t } = useView()
  const answered = sheetAnswers(layout, rows)
  return (
    <div class="sheet-legend">
      <p class="cluster">
        <span><LegendSymbol kind="start" /> {t('Mulai dan selesai')}</span>
        <span><LegendSymbol kind="process" /> {t('Proses')}</span>
        <span><LegendSymbol kind="decision" /> {t('Keputusan')}</span>
      </p>
      {answered.length > 0 ? (
        <ul>
          {answered.map(({ row, answers }) => (
            <li key={row}>{t('Langkah {nomor}', { nomor: row })}: {answers.join('; ')}</li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
