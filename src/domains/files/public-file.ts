import { nameForKind } from './clean-name.ts'
import type { Redaction } from './redaction-store.ts'
import type { Upload } from './upload.ts'

/** A file as everybody may have it: the covered copy where there is one. `version` is part of its address, so that no old copy is shown from a cache. */
export interface PublicFile extends Upload {
  /** 0 as it was sent; else the number of the redaction. */
  version: number
}

/** The version of each file that counts, by the file's id. */
export function newestRedactions(redactions: Redaction[]): Map<string, Redaction> {
  return new Map(redactions.toSorted((a, b) => a.no - b.no).map((one) => [one.uploadId, one]))
}

/** These files as everybody may have them: none that is hidden, never the name that the sender gave it. */
export function publicFiles(uploads: Upload[], redactions: Redaction[]): PublicFile[] {
  const newest = newestRedactions(redactions)
  return uploads.flatMap((upload, index) => {
    const redaction = newest.get(upload.id)
    if (redaction?.hidden) return []
    const file = { ...upload, ...redaction?.copy, version: redaction?.no ?? 0 }
    return [{ ...file, name: nameForKind(`lampiran-${index + 1}`, file.kind) }]
  })
}
