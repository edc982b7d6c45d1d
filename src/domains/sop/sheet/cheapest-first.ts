/** A heap: gives the cheapest of what was put in; of equal ones any, but always the same. */
export class CheapestFirst {
  readonly #costs: number[] = []
  readonly #items: number[] = []

  put(item: number, cost: number): void {
    let at = this.#items.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#costs[parent]! <= cost) break
      this.#set(at, this.#items[parent]!, this.#costs[parent]!)
      at = parent
    }
    this.#set(at, item, cost)
  }

  /** The cheapest, taken out; nothing when all were taken. */
  take(): { item: number; cost: number } | undefined {
    const item = this.#items[0]
    if (item === undefined) return undefined
    const cost = this.#costs[0]!
    const lastItem = this.#items.pop()!
    const lastCost = this.#costs.pop()!
    if (this.#items.length > 0) this.#sink(lastItem, lastCost)
    return { item, cost }
  }

  #sink(item: number, cost: number): void {
    const size = this.#items.length
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && this.#costs[child + 1]! < this.#costs[child]!) child++
      if (this.#costs[child]! >= cost) break
      this.#set(at, this.#items[child]!, this.#costs[child]!)
      at = child
    }
    this.#set(at, item, cost)
  }

  #set(at: number, item: number, cost: number): void {
    this.#items[at] = item
    this.#costs[at] = cost
  }
}
