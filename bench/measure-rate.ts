import { quantile } from './bench-site.ts'

export interface Measured {
  /** A second. */
  rate: number
  /** In milliseconds, of one task. */
  p50: number
  p95: number
}

/** Lets every worker do the same again and again for so many seconds, after two seconds of warming up. */
export async function measureRate<T>(seconds: number, workers: T[], task: (round: number, worker: T) => Promise<void>): Promise<Measured> {
  const warm = performance.now() + 2000
  const end = warm + seconds * 1000
  const times: number[] = []
  await Promise.all(workers.map(async (worker) => {
    for (let round = 0; performance.now() < end; round++) {
      const began = performance.now()
      await task(round, worker)
      if (began >= warm) times.push(performance.now() - began)
    }
  }))
  return { rate: times.length / seconds, p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}
