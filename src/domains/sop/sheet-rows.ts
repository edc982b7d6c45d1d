import type { Act, Sop, Step } from './sop.ts'

/** The symbol of a row in one column. */
export interface SheetCell {
  lane: string
  /** Absent where the lane has no part in the row. */
  symbol?: Step['symbol']
}

/** One row of the official sheet (Permen PANRB 35/2012). Texts that the SOP leaves out are empty. */
export interface SheetRow {
  step: string
  row: number
  activity: string
  /** One a column, in the order of the sheet. */
  cells: SheetCell[]
  requires: string
  time: string
  output: string
  note: string
  /** The rows to which its acts lead, for the flow lines; acts that stay draw none. */
  flows: { toRow: number; label: string }[]
}

/** The table of the printed sheet, row for row as the SOP has it. */
export function sheetRows(sop: Sop): SheetRow[] {
  return sop.steps.map((step) => ({
    step: step.name,
    row: step.row,
    activity: step.activity,
    cells: sop.lanes.map(({ name }) => (step.lanes.includes(name) ? { lane: name, symbol: step.symbol } : { lane: name })),
    requires: step.requires ?? '',
    time: step.time ? `${step.time.text}${step.time.from === 'submission' ? ' sejak laporan masuk' : ''}` : '',
    output: step.output ?? '',
    note: step.note ?? '',
    flows: flowsOf(sop, step),
  }))
}

// A line for each other row, labelled where there are several lines to tell apart.
function flowsOf(sop: Sop, step: Step): SheetRow['flows'] {
  const moving = step.acts.filter((act) => act.to !== 'stay')
  const byTarget = Map.groupBy(moving, (act: Act) => act.to)
  return [...byTarget].flatMap(([to, acts]) => {
    const target = sop.steps.find((s) => s.name === to)
    return target ? [{ toRow: target.row, label: byTarget.size > 1 ? acts.map((act) => act.label).join(' / ') : '' }] : []
  })
}
