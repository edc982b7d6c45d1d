/** The text of a file that a person wrote, and the name by which they know it. */
export interface SourceText {
  file: string
  text: string
}

/** One fault in a file that a person wrote: where, what was found, what was expected, what to do. All in Indonesian. */
export interface SourceFault {
  file: string
  line: number
  column: number
  found: string
  expected: string
  remedy: string
}

/** `tenants/x/sops/y.yaml:12:5: ditemukan …; yang diharapkan …; perbaikan: …` */
export function writeSourceFault(fault: SourceFault): string {
  return `${fault.file}:${fault.line}:${fault.column}: ditemukan ${fault.found}; yang diharapkan ${fault.expected}; perbaikan: ${fault.remedy}`
}
