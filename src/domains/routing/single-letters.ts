/** “maaf” and “maf” become one: in a hurried text a doubled letter tells nothing. */
export function singleLetters(word: string): string {
  return word.replace(/([a-z])\1+/g, '$1')
}
