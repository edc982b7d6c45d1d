import { createHash } from 'node:crypto'

/** Names a value by its content: the same JSON has the same name, another has another. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
