import type { FileKind } from './upload.ts'

const endings: Record<FileKind, string> = { jpeg: '.jpg', png: '.png', webp: '.webp', pdf: '.pdf' }
const longest = 100
// Controls, what turns the reading direction round (“gpj.exe” shown as “exe.jpg”), invisible characters, and what a file system may refuse.
const unsafe = /[\p{Cc}\p{Co}\p{Cn}\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"|?*\ufffd]+/gu

/** The last part of a sender's file name, safe to show and save under: one line, no path, at most 100 characters; `lampiran` if nothing is left. */
export function cleanName(sent: string): string {
  const last = sent.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const name = last
    .replace(unsafe, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const { stem, ending } = splitName(name)
  const short = takeCharacters(stem, longest - ending.length)
  return stem === '' ? `lampiran${ending}` : `${short}${ending}`
}

/** The name with the ending that belongs to what the file really is. */
export function nameForKind(name: string, kind: FileKind): string {
  const { stem, ending } = splitName(name)
  if (ending.toLowerCase() === endings[kind] || (kind === 'jpeg' && ending.toLowerCase() === '.jpeg')) return name
  return `${stem}${endings[kind]}`
}

/** Splits `foto.jpg` into `foto` and `.jpg`. An ending is a dot and at most five letters or digits. */
export function splitName(name: string): { stem: string; ending: string } {
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? ''
  return { stem: name.slice(0, name.length - ending.length), ending }
}

/** The first characters as a reader counts them, so that no emoji is cut in two. */
function takeCharacters(text: string, most: number): string {
  let taken = ''
  for (const { segment } of new Intl.Segmenter('id').segment(text)) {
    if (taken.length + segment.length > most) break
    taken += segment
  }
  return taken.trimEnd()
}
