import type { Work } from '../kernel/work.ts'
import { listCategories, listClasses, listUnits, villageName } from '../domains/organisation/index.ts'
import type { TimelineNames } from '../domains/tickets/index.ts'

/** Names for the codes that stand in events; a code that is gone is shown as it is. */
export async function timelineNames(work: Work): Promise<TimelineNames> {
  const units = new Map((await listUnits(work)).map((one) => [one.code, one.name]))
  const categories = new Map((await listCategories(work)).map((one) => [one.code, one.name]))
  const classes = new Map((await listClasses(work)).map((one) => [one.code, one.name]))
  return {
    unit: (code) => units.get(code) ?? code,
    category: (code) => categories.get(code) ?? code,
    class: (code) => classes.get(code) ?? code,
    village: (code) => villageName(code) ?? code,
  }
}
