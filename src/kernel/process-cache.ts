const caches: Map<unknown, unknown>[] = []

/** A map for what this process may remember because it can always be read again. Where databases come and go in one process, `emptyProcessCaches` empties all of them. */
export function makeProcessCache<K, V>(): Map<K, V> {
  const cache = new Map<K, V>()
  caches.push(cache as Map<unknown, unknown>)
  return cache
}

/** Forgets all that the process remembers; for shells that go on with another database. */
export function emptyProcessCaches(): void {
  for (const cache of caches) cache.clear()
}
