import { basename } from 'node:path'
import type { SourceFault } from '../../kernel/source-fault.ts'
import type { NaskahTemplate } from './naskah-template.ts'
import type { SourcePath, YamlSource } from '../../kernel/yaml-source.ts'

/** The units and posts of a tenant that templates may name, and the names of the files for their codes. */
export interface TemplatePlaces {
  units: readonly { code: string }[]
  posts: readonly { code: string; units: readonly string[] }[]
}

/** Unit, post and the post's place must exist in the tenant. */
export function checkPlaces(source: YamlSource, template: NaskahTemplate, places: TemplatePlaces): SourceFault[] {
  const { signer } = template
  const units = places.units.map((one) => one.code)
  const post = places.posts.find((one) => one.code === signer.post)
  return [
    ...unknown(source, ['unit'], { what: 'unit', code: template.unit, known: units }),
    ...unknown(source, ['penanda-tangan', 'di'], { what: 'unit', code: signer.unit, known: units }),
    ...unknown(source, ['penanda-tangan', 'pos'], { what: 'jabatan', code: signer.post, known: places.posts.map((one) => one.code) }),
    ...(post && units.includes(signer.unit) && !post.units.includes(signer.unit)
      ? [source.at(['penanda-tangan', 'di'], { found: `jabatan "${signer.post}" di "${signer.unit}"`, expected: `unit tempat jabatan itu ada: ${post.units.join(', ')}`, remedy: 'ganti unit atau jabatan penanda tangan' })]
      : []),
  ]
}

function unknown(source: YamlSource, path: SourcePath, { what, code, known }: { what: string; code: string; known: string[] }): SourceFault[] {
  if (known.includes(code)) return []
  return [source.at(path, { found: `${what} "${code}" yang tidak ada`, expected: `kode ${what} dari tenant.yaml: ${known.join(', ')}`, remedy: `ganti kodenya, atau tambahkan ${what} itu di tenant.yaml` })]
}

/** A template must stand in the file of its name, so that no code can stand twice. */
export function checkFileName(template: NaskahTemplate, file: string): SourceFault[] {
  const name = basename(file).replace(/\.ya?ml$/, '')
  if (name === template.code) return []
  const remedy = `ganti nama berkas menjadi ${template.code}.yaml, atau tulis surat: ${name}`
  return [{ file, line: 1, column: 1, found: `surat "${template.code}" di berkas "${basename(file)}"`, expected: 'kode yang sama dengan nama berkasnya', remedy }]
}
