import type { Work } from '../kernel/work.ts'
import { listPosts, listUnits } from '../domains/organisation/index.ts'

/** What posts and units are called; a code that is gone is shown as it is. */
export interface SeatNames {
  post(code: string): string
  unit(code: string): string
  shortUnit(code: string): string
}

/** Reads the names of all posts and units. */
export async function readSeatNames(work: Work): Promise<SeatNames> {
  const posts = new Map((await listPosts(work)).map((post) => [post.code, post.name]))
  const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit]))
  return { post: (code) => posts.get(code) ?? code, unit: (code) => units.get(code)?.name ?? code, shortUnit: (code) => units.get(code)?.shortName ?? code }
}

const titles = { tetap: '', plt: 'Plt. ', plh: 'Plh. ' } as const

/** `Plh. Kepala Dinas, Diskominfo`. */
export function seatText(names: SeatNames, seat: { post: string; unit: string; kind: 'tetap' | 'plt' | 'plh' }): string {
  return `${titles[seat.kind]}${names.post(seat.post)}, ${names.shortUnit(seat.unit)}`
}
