const titlesBefore = new Set(['H', 'HJ', 'DR', 'DRS', 'DRA', 'DRH', 'DRG', 'IR', 'PROF', 'KH', 'R', 'RR', 'NY', 'TN'])
const muhammad = new Set(['MUHAMMAD', 'MUHAMAD', 'MOHAMMAD', 'MOHAMAD', 'MUHAMMED', 'MUCHAMMAD', 'MUCHAMAD', 'MOCHAMMAD', 'MOCHAMAD', 'MUH', 'MOH', 'MOCH', 'MUCH', 'M'])

/**
 * Whether two names are the same person's name as officers would see it: titles (H., Dr., S.Pd.), dots, case, blanks and the ways to write Muhammad do not
 * count; every other word does, in its order.
 */
export function sameName(one: string, other: string): boolean {
  const [first, second] = [wordsOf(one), wordsOf(other)]
  return first.length > 0 && first.join(' ') === second.join(' ')
}

function wordsOf(name: string): string[] {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '').split(',')[0]!.toUpperCase()
  const words = bare.replace(/['’`]/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ').filter(Boolean)
  while (words.length > 1 && titlesBefore.has(words[0]!)) words.shift()
  if (words.length > 1 && muhammad.has(words[0]!)) words[0] = 'MUHAMMAD'
  return words
}
