import type { Upload } from '../../domains/files/index.ts'
import { useView, writeSize } from '../../ui/index.ts'

/** Attachments: pictures with their preview, others by name. `base` is the address under which this reader may fetch them. */
export function FileList({ files, base }: { files: Upload[]; base: string }) {
  const { t, language } = useView()
  if (files.length === 0) return null
  return (
    <section class="flow">
      <h2 class="small-heading">{t('Lampiran')}</h2>
      <ul class="attachments">
        {files.map((file) => (
          <li key={file.id}>
            <a href={`${base}/${file.id}`}>
              {file.previewSha256 ? <img src={`${base}/${file.id}?kecil`} alt="" loading="lazy" width="240" height="160" /> : null}
              <span>{file.name}</span> <small>{writeSize(file.bytes, language === 'id' ? 'id-ID' : 'en-GB')}</small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
