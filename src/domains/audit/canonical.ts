/** A value that JSON can carry; what events are made of. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined }

/** One text for one value, whatever order its keys came in: keys sorted, no white space, absent values left out. Hashes are taken over it. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter((e): e is [string, Json] => e[1] !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}
