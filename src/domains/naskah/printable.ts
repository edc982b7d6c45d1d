// A word longer than this would run over the edge of the sheet.
const longestWord = 48

/** A text as a typesetter can take it: whole characters, no control characters but line breaks, no marks that turn the direction of text, no emoji, no endless words. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\t', ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029\p{Variation_Selector}\p{Emoji_Presentation}\p{Emoji_Modifier}]/gu, '')
    .replace(/\S+/gu, (word) => (word.length > longestWord ? breakWord(word) : word))
}

/** Breaks a word, by choice after a sign at which addresses may be broken. */
function breakWord(word: string): string {
  const parts: string[] = []
  let part = ''
  for (const letter of word) {
    part += letter
    if (part.length >= longestWord || (part.length > longestWord / 2 && '/.-_@&=?,;:'.includes(letter))) {
      parts.push(part)
      part = ''
    }
  }
  return [...parts, ...(part ? [part] : [])].join(' ')
}
