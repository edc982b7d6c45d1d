const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const ourMessageId = new RegExp(`<(${uuid})\\.([a-z][a-z0-9-]{1,40})@[^<>\\s]{1,255}>`)

/** The letter that a Message-ID of ours names, as `messages/carriers/smtp.ts` writes it; found in a longer text too. */
export function readOurMessageId(id: string): { letterId: string; tenant: string } | undefined {
  const found = ourMessageId.exec(id)
  return found ? { letterId: found[1]!, tenant: found[2]! } : undefined
}

/** The letter that an address of ours with a plus names: `aduan+<its id without hyphens>@…`. */
export function readPlusAddress(address: string): string | undefined {
  const found = /\+([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})@/.exec(address)
  return found?.slice(1).join('-')
}
