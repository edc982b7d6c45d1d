/** Repeatable chance: the same `seed` always yields the same row of numbers in [0, 1). Mulberry32, seeded by an FNV-1a hash. Not for secrets. */
export function chance(seed: string): () => number {
  let state = 0x811c9dc5
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `least` to `most`, both included. */
export function wholeBetween(next: () => number, least: number, most: number): number {
  return least + Math.floor(next() * (most - least + 1))
}

/** One of the `choices`, which must not be empty. */
export function oneOf<T>(next: () => number, choices: readonly T[]): T {
  const chosen = choices[Math.floor(next() * choices.length)]
  if (chosen === undefined) throw new Error('Tidak ada pilihan.')
  return chosen
}
