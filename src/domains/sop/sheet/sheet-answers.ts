import type { SheetLayout } from './sheet-layout.ts'
import type { SheetRow } from '../sheet-rows.ts'

/** What the short marks beside a row's arrows mean: `Ya = Teruskan ke SKPD`. */
export interface SheetAnswers {
  row: number
  answers: string[]
}

/** The rows whose arrows carry marks in place of names, for the legend. */
export function sheetAnswers(layout: SheetLayout, rows: SheetRow[]): SheetAnswers[] {
  return rows.flatMap(({ row }, at) => {
    const marked = layout.arrows.filter((arrow) => arrow.from.row === at && arrow.mark !== '' && arrow.mark !== arrow.name)
    return marked.length > 0 ? [{ row, answers: marked.map((arrow) => `${arrow.mark} = ${arrow.name}`) }] : []
  })
}
