import { refuseInput } from '../../kernel/refusal.ts'
import type { Upload } from '../files/index.ts'
import type { Sop } from '../sop/index.ts'

/** Refuses, on its field, each file of a kind that the field does not take: a photo where the SOP says `terima: [pdf]`. */
export function refuseWrongKinds(sop: Sop, uploads: Upload[]): void {
  const faults = uploads.flatMap((upload) => {
    const field = sop.fields.find((one) => one.name === upload.field)
    const accepts = field?.accepts
    const kind = upload.kind === 'pdf' ? 'pdf' : 'image'
    if (!field || !accepts || accepts.includes(kind)) return []
    const [found, wanted] = kind === 'pdf' ? ['PDF', 'foto (JPG, PNG, WebP)'] : ['foto', 'PDF']
    return [{ field: field.name, text: `${field.label}: berkas “${upload.name}” ternyata ${found}, yang diterima hanya ${wanted}. Buang berkas itu, lalu lampirkan ${wanted}.` }]
  })
  if (faults.length > 0) refuseInput(faults)
}
