import type { Upload } from '../../domains/files/index.ts'
import type { Facts, Field, Sop } from '../../domains/sop/index.ts'
import { Details, useView } from '../../ui/index.ts'
import { FileList } from './file-list.tsx'
import { reporterFields } from './filled-fields.tsx'

interface FileGroupsProps {
  sop: Sop
  files: Upload[]
  /** The ticket's facts as they are: a file that is in none of them was replaced by a later one. */
  facts: Facts
  base: string
  /** Which fields this reader may see; all, if absent. */
  shows?(field: Field): boolean
}

/** What the reporter attached, under the name of each document; files that later ones replaced are folded away. One plain list where the SOP asks for files in one field only. */
export function FileGroups({ sop, files, facts, base, shows = () => true }: FileGroupsProps) {
  const { t } = useView()
  const fields = reporterFields(sop).flatMap((name) => sop.fields.filter((field) => field.name === name && field.type === 'files' && shows(field)))
  const isCurrent = (file: Upload) => [facts[file.field] ?? []].flat().includes(file.id)
  if (fields.length === 1) return <FileList files={files.filter((file) => file.field === fields[0]!.name)} base={base} />
  const groups = fields.map((field) => ({ field, all: files.filter((file) => file.field === field.name) })).filter(({ all }) => all.length > 0)
  return (
    <div class="file-groups">
      {groups.map(({ field, all }) => {
        const replaced = all.filter((file) => !isCurrent(file))
        return (
          <div key={field.name}>
            <FileList files={all.filter(isCurrent)} base={base} title={field.label} />
            {replaced.length > 0 ? <Details summary={t('Digantikan ({jumlah})', { jumlah: replaced.length })}><FileList files={replaced} base={base} title={t('Berkas sebelumnya')} /></Details> : null}
          </div>
        )
      })}
    </div>
  )
}
