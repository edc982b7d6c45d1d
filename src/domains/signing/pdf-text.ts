/**
 * A text as it may stand between the brackets of a PDF string: ASCII with brackets and backslashes marked, anything else as UTF-16 in octal. pdf-lib
 * writes what it is given, so a bracket in a reason would otherwise end the string.
 */
export function pdfText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.replace(/[\\()]/g, '\\$&')
  const bytes = Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(text, 'utf16le').swap16()])
  return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}
