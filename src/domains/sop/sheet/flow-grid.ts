/** The measures of a field of rows and lanes in which lines are laid. Across: units. Along: rows, whose heights are not known here. */
export interface FlowFrame {
  /** Below the last row lies a foot, which has tracks and no symbols. */
  rows: number
  lanes: number
  laneWidth: number
  /** Where lines may leave and reach a symbol from above and below, from its centre. */
  ports: number[]
  /** Where lines may run beside symbols, from each edge of a lane. */
  gutters: number[]
  /** How many lines may run beside each other above a row's symbols. */
  tracks: number
}

/** Right, left, down, up. */
export type Way = 0 | 1 | 2 | 3
export const ways = { right: 0, left: 1, down: 2, up: 3 } as const

/** The places where lines may run, what stands in their way, and what was laid before. Places are numbered. */
export class FlowGrid {
  readonly frame: FlowFrame
  readonly xs: number[]
  readonly #lanes: { lane: number; port: boolean }[]
  readonly #filled: Set<string>
  readonly #across: Uint8Array
  readonly #along: Uint8Array
  readonly #turns: Uint8Array

  constructor(frame: FlowFrame, symbols: { row: number; lane: number }[]) {
    this.frame = frame
    const places = Array.from({ length: frame.lanes }, (_, lane) => lanePlaces(frame, lane)).flat()
    this.xs = places.map((place) => place.x)
    this.#lanes = places
    this.#filled = new Set(symbols.map(({ row, lane }) => `${row}:${lane}`))
    const size = this.xs.length * ((frame.rows + 1) * (frame.tracks + 1) - 1)
    this.#across = new Uint8Array(size)
    this.#along = new Uint8Array(size)
    this.#turns = new Uint8Array(size)
  }

  get size(): number {
    return this.#turns.length
  }

  /** The place at a grid column and a row's track; the track after the last is the middle of the row. */
  place(column: number, row: number, track: number): number {
    return (row * (this.frame.tracks + 1) + track) * this.xs.length + column
  }

  column(place: number): number {
    return place % this.xs.length
  }

  row(place: number): number {
    return Math.floor(this.#level(place) / (this.frame.tracks + 1))
  }

  track(place: number): number {
    return this.#level(place) % (this.frame.tracks + 1)
  }

  isMiddle(place: number): boolean {
    return this.track(place) === this.frame.tracks
  }

  #level(place: number): number {
    return Math.floor(place / this.xs.length)
  }

  /** The neighbour on that side; nothing at the edge, or where a symbol stands. */
  next(place: number, way: Way): number | undefined {
    const column = this.column(place)
    if ((way === ways.right && column === this.xs.length - 1) || (way === ways.left && column === 0)) return undefined
    const to = place + (way === ways.right ? 1 : way === ways.left ? -1 : way === ways.down ? this.xs.length : -this.xs.length)
    return to < 0 || to >= this.size || this.#isFilled(to) ? undefined : to
  }

  #isFilled(place: number): boolean {
    if (!this.isMiddle(place)) return false
    const { lane, port } = this.#lanes[this.column(place)]!
    return port && this.#filled.has(`${this.row(place)}:${lane}`)
  }

  /** How many lines are crossed by coming to a place one way and leaving it another; nothing where another line would be touched or covered. */
  crossings(place: number, come: Way, go: Way): number | undefined {
    if (this.#turns[place]) return undefined
    if (come !== go) return this.#across[place] || this.#along[place] ? undefined : 0
    const flat = go === ways.right || go === ways.left
    if ((flat ? this.#across : this.#along)[place]) return undefined
    return (flat ? this.#along : this.#across)[place] ? 1 : 0
  }

  /** Keeps what a line took. */
  lay(place: number, come: Way, go: Way): void {
    if (come !== go) this.#turns[place] = 1
    else if (go === ways.right || go === ways.left) this.#across[place] = 1
    else this.#along[place] = 1
  }

  /** The grid column nearest to a distance from the left. */
  columnAt(x: number): number {
    return this.xs.reduce((best, one, column) => (Math.abs(one - x) < Math.abs(this.xs[best]! - x) ? column : best), 0)
  }

  /** Units between a place and its neighbour; along, as if all rows were of one usual height. */
  distance(place: number, to: number, way: Way): number {
    if (way === ways.right || way === ways.left) return Math.abs(this.xs[this.column(place)]! - this.xs[this.column(to)]!)
    const upper = way === ways.down ? place : to
    return this.isMiddle(upper) || this.track(upper) === this.frame.tracks - 1 ? 42 : 6
  }
}

function lanePlaces({ laneWidth, ports, gutters }: FlowFrame, lane: number): { x: number; lane: number; port: boolean }[] {
  const left = lane * laneWidth
  const sides = gutters.flatMap((gap) => [left + gap, left + laneWidth - gap]).map((x) => ({ x, lane, port: false }))
  return [...sides, ...ports.map((dx) => ({ x: left + laneWidth / 2 + dx, lane, port: true }))].sort((a, b) => a.x - b.x)
}
