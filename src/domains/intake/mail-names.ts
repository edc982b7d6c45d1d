/** The first five names of attachments, and how many there are besides; in a sentence, or in a list of a letter. */
export function listNames(names: string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')}, dan ${names.length - 5} lainnya` : names.join(', ')
}
