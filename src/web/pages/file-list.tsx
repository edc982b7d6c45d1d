import type { Upload } from '../../domains/files/index.ts'
import { useView, writeSize } from '../../ui/index.ts'

/** A file in a list; of a covered copy, `version` becomes part of its address. */
type ListedFile = Pick<Upload, 'id' | 'name' | 'bytes' | 'previewSha256'> & { version?: number }

/** Attachments: pictures with their preview, others by name. `base` is the address under which this reader may fetch them; `title` stands above, `Lampiran` unless told. */
export function FileList({ files, base, title }: { files: ListedFile[]; base: string; title?: string }) {
  const { t, language } = useView()
  if (files.length === 0) return null
  return (
    <section class="flow">
      <h2 class="small-heading">{title ?? t('Lampiran')}</h2>
      <ul class="attachments">
        {files.map((file) => (
          <li key={file.id}>
            <a href={`${base}/${file.id}${file.version ? `?v=${file.version}` : ''}`}>
              {file.previewSha256 ? <img src={`${base}/${file.id}?kecil${file.version ? `&v=${file.version}` : ''}`} alt="" loading="lazy" width="240" height="160" /> : null}
              <span>{file.name}</span> <small>{writeSize(file.bytes, language === 'id' ? 'id-ID' : 'en-GB')}</small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
