import { flowBranches } from './sheet/flow-branches.ts'
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
  /** The rows to which its acts lead: what the acts are called where there is a choice, and what stands beside the flow line. Acts that stay draw none. */
  flows: { toRow: number; label: string; mark: string }[]
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
    note: [step.note, ...step.acts.flatMap(moveNote)].filter(Boolean).join(' '),
    flows: flowBranches(sop, step).map(({ to, label, mark }) => ({ toRow: to.row, label, mark })),
  }))
}

// A move to another procedure has no row to lead to.
function moveNote({ label, effects }: Act): string[] {
  return effects.flatMap((effect) => (effect.do === 'move-ticket' ? [`“${label}”: tiket berpindah ke SOP ${effect.sop}, waktunya dihitung ${effect.clock === 'submission' ? 'sejak laporan masuk' : 'sejak dipindahkan'}.`] : []))
}
