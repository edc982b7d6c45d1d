import { type FieldProps, FieldSet, useField } from './field.tsx'
import { Icon } from './icon.tsx'
import { useView } from './view.ts'

/** A file that the server holds already, from a try before. `bytes` is its size. */
export interface KeptFile {
  id: string
  name: string
  bytes: number
}

interface FilesFieldProps extends FieldProps {
  kept?: KeptFile[]
  /** What the picker offers, e.g. `image/*,application/pdf`. */
  accept?: string
  single?: boolean
}

/** Files to send. Those kept from a try before travel as `<name>_ada` (their ids); ticked ones as `<name>_hapus`. */
export function FilesField(props: FilesFieldProps) {
  const state = useField(props)
  const { t } = useView()
  const kept = props.kept ?? []
  return (
    <FieldSet field={props} state={state}>
      {kept.length > 0 ? (
        <ul class="kept-files">
          {kept.map((file) => (
            <KeptFileLine key={file.id} name={props.name} id={`${state.id}_hapus-${file.id}`} file={file} />
          ))}
        </ul>
      ) : null}
      <label class="hidden-text" for={state.id}>
        {kept.length > 0 ? t('Tambah berkas lain') : t('Pilih berkas')}
      </label>
      <input class="input input--files" type="file" id={state.id} name={props.name} accept={props.accept} multiple={!props.single} {...state.aria} />
    </FieldSet>
  )
}

function KeptFileLine({ name, id, file }: { name: string; id: string; file: KeptFile }) {
  const { t, language } = useView()
  return (
    <li>
      <Icon name="file" />
      <span class="kept-file">
        {file.name} <small>{writeSize(file.bytes, language === 'id' ? 'id-ID' : 'en-GB')}</small>
      </span>
      <input type="hidden" name={`${name}_ada`} value={file.id} />
      <span class="choice choice--small">
        <input type="checkbox" id={id} name={`${name}_hapus`} value={file.id} />
        <label for={id}>
          {t('Buang')} <span class="hidden-text">{file.name}</span>
        </label>
      </span>
    </li>
  )
}

/** A size in kB or MB (1000 bytes), one decimal at most: `1,4 MB`. */
export function writeSize(bytes: number, locale: string): string {
  const big = bytes >= 1_000_000
  const amount = new Intl.NumberFormat(locale, { maximumFractionDigits: big ? 1 : 0 }).format(big ? bytes / 1e6 : Math.max(1, bytes / 1e3))
  return `${amount} ${big ? 'MB' : 'kB'}`
}
