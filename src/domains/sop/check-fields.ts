import { actsOf, type CheckScene, pathOf, tell, tellKey } from './check-scene.ts'
import type { Field, FieldUse } from './sop.ts'
import type { SopFile } from './sop-file.ts'
import { wordOfType } from './sop-words.ts'
import type { Path } from './yaml-tree.ts'

type FieldInFile = SopFile['isian'][string]

/** Keys of a field that only some types have. */
const onlyFor: { key: keyof FieldInFile; types: Field['type'][] }[] = [
  { key: 'pilihan', types: ['choice', 'choices'] },
  { key: 'domain', types: ['email', 'host-name'] },
  { key: 'maks', types: ['text', 'long-text'] },
  { key: 'terima', types: ['files'] },
  { key: 'paling-banyak', types: ['files'] },
  { key: 'belum-ada', types: ['text', 'email', 'host-name'] },
  { key: 'daftar', types: ['product'] },
  { key: 'milik-pemohon', types: ['product'] },
  { key: 'baru', types: ['passphrase'] },
]

/** Each field has what its type needs and no more, is asked somewhere, and is asked once in each place. */
export function checkFields(scene: CheckScene): void {
  const { sop, file, whole } = scene
  for (const field of sop.fields) {
    const path = ['isian', field.name]
    for (const { key, types } of onlyFor) {
      if (file.isian[field.name]![key] !== undefined && !types.includes(field.type)) {
        tell(scene, [...path, key], {
          found: `\`${key}\` pada isian bertipe ${wordOfType(field.type)}`,
          expected: `\`${key}\` hanya pada tipe ${types.map(wordOfType).join(' atau ')}`,
          remedy: `hapus \`${key}\`, atau ubah tipenya`,
        })
      }
    }
    if (whole && (field.type === 'choice' || field.type === 'choices') && (field.options ?? []).length < 2) {
      tellKey(scene, path, {
        found: `isian "${field.name}" bertipe ${wordOfType(field.type)} dengan kurang dari dua pilihan`,
        expected: 'sedikitnya dua pilihan',
        remedy: 'tulis `pilihan: { nilai: Label, … }`',
      })
    }
    if (whole && field.type === 'product' && !field.register) {
      tellKey(scene, path, { found: `isian "${field.name}" bertipe produk tanpa \`daftar\``, expected: '`daftar: <kode daftar produk>`', remedy: 'tambahkan `daftar`' })
    }
    checkFactName(scene, field)
  }
  checkUses(scene)
}

function checkFactName(scene: CheckScene, field: Field): void {
  const fits = { identitas: false, klasifikasi: field.type === 'choice', kategori: field.type === 'category' }[field.name] ?? true
  if (fits) return
  tellKey(scene, ['isian', field.name], {
    found: `isian bernama "${field.name}"`,
    expected: '`identitas` bukan isian; isian `klasifikasi` bertipe pilihan, dan isian `kategori` bertipe kategori',
    remedy: 'beri nama lain',
  })
}

/** A use has one condition: `hanya-bila` says both when it is asked for and when it must be filled in, so a second one would say nothing or the contrary. */
function checkOneCondition(scene: CheckScene, use: SopFile['formulir'][number], path: Path): void {
  if (typeof use === 'string' || !use['wajib-bila'] || !use['hanya-bila']) return
  tellKey(scene, [...path, 'wajib-bila'], {
    found: `isian "${use.isian}" dengan \`wajib-bila\` dan \`hanya-bila\``,
    expected: 'salah satunya; `hanya-bila` sudah berarti diminta dan wajib',
    remedy: 'hapus `wajib-bila`; kalau isian itu selalu boleh diisi, hapus `hanya-bila`',
  })
}

function checkUses(scene: CheckScene): void {
  const { sop, file, whole } = scene
  const asked = new Set<string>()
  const take = (uses: FieldUse[], path: Path) => {
    const here = new Set<string>()
    uses.forEach((use, i) => {
      if (whole && here.has(use.field))
        tell(scene, [...path, i], {
          found: `isian "${use.field}" yang diminta dua kali`,
          expected: 'setiap isian satu kali',
          remedy: 'hapus salah satunya',
        })
      here.add(use.field)
      asked.add(use.field)
    })
  }
  sop.form.forEach((use, i) => {
    if (sop.fields.find((field) => field.name === use.field)?.type === 'passphrase')
      tell(scene, ['formulir', i], {
        found: `isian "${use.field}" bertipe frasa-sandi pada formulir`,
        expected: 'frasa sandi hanya pada `isi` sebuah tindakan: ia dipakai saat itu juga dan tidak disimpan',
        remedy: 'pindahkan ke `isi` tindakan yang memakainya',
      })
  })
  take(sop.form, ['formulir'])
  for (const [i, use] of file.formulir.entries()) checkOneCondition(scene, use, ['formulir', i])
  for (const { step, act } of actsOf(sop)) {
    const path = [...pathOf(step, act), 'isi']
    take(act.fill, path)
    for (const [i, use] of (file.langkah[step.name]?.tindakan?.[act.name]?.isi ?? []).entries()) checkOneCondition(scene, use, [...path, i])
  }
  for (const field of sop.fields) {
    if (whole && !asked.has(field.name)) {
      tellKey(scene, ['isian', field.name], {
        found: `isian "${field.name}" yang tidak pernah diminta`,
        expected: 'setiap isian ada pada `formulir` atau pada `isi` sebuah tindakan',
        remedy: 'pakai isian ini, atau hapus',
      })
    }
  }
}
