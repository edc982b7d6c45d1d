/** One row of gammu-smsd's `inbox`. */
export interface GammuPart {
  id: number
  from: string
  text: string
  /** User data header in hexadecimal, empty for a message of one part. */
  header: string
  /** When it came in, `20260105100000`: with the id it names the row, also after gammu's tables were made anew. */
  stamp: string
  /** Seconds since then. */
  age: number
}

export interface GammuMessage {
  ids: number[]
  from: string
  text: string
  providerId: string
  age: number
}

const patience = 600

interface Open {
  ids: number[]
  first: GammuPart
  total: number
  byNo: Map<number, GammuPart>
  age: number
}

/**
 * Joins the parts of long messages, in their order. Parts that are still missing are waited for, ten minutes at most; then what there is counts.
 * gammu writes the whole text into the first row and leaves the others empty, or each part into its own row: both join to the same. Rows come in the
 * order of their ids.
 */
export function joinParts(rows: GammuPart[]): GammuMessage[] {
  const open = new Map<string, Open>()
  const messages: Open[] = []
  for (const row of rows) {
    const { reference, total, no } = placeOf(row.header) ?? { reference: '', total: 1, no: 1 }
    const key = `${row.from} ${reference} ${total}`
    const before = open.get(key)
    // The same number again: the operator sent a part twice, or the reference is used anew.
    const same = before?.byNo.get(no)?.text === row.text
    const message = before && (same || !before.byNo.has(no)) ? before : { ids: [], first: row, total, byNo: new Map<number, GammuPart>(), age: row.age }
    if (message !== before) messages.push(message)
    message.ids.push(row.id)
    if (!same) message.byNo.set(no, row)
    if (message.byNo.size < total) open.set(key, message)
    else open.delete(key)
  }
  return messages.filter((message) => message.byNo.size === message.total || message.age > patience).map(messageOf)
}

function messageOf({ ids, first, byNo, age }: Open): GammuMessage {
  const text = [...byNo].sort(([a], [b]) => a - b).map(([, part]) => part.text).join('')
  return { ids, from: first.from, text, age, providerId: `gammu/${first.stamp}/${first.id}` }
}

/** The part of the header that numbers parts: element 00 with a reference of one byte, 08 with one of two. */
function placeOf(header: string): { reference: string; total: number; no: number } | undefined {
  const bytes = Buffer.from(header, 'hex')
  for (let at = 1; at + 1 < bytes.length; at += 2 + bytes[at + 1]!) {
    const [kind, length] = [bytes[at], bytes[at + 1]!]
    const start = at + 2
    if ((kind !== 0 || length !== 3) && (kind !== 8 || length !== 4)) continue
    const [total, no] = [bytes[start + length - 2], bytes[start + length - 1]]
    return total && no && total > 1 ? { reference: bytes.subarray(start, start + length - 2).toString('hex'), total, no } : undefined
  }
  return undefined
}
