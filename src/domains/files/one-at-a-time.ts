let lastInLine: Promise<unknown> = Promise.resolve()

/** Does the work on pictures one after the other: each may take 300 MB, and a regency's server is small. */
export function oneAtATime<T>(task: () => Promise<T>): Promise<T> {
  const turn = lastInLine.then(task)
  lastInLine = turn.catch(() => undefined)
  return turn
}
