import type { SourceFault } from '../../kernel/source-fault.ts'
import { nearWord } from '../../kernel/nearest-word.ts'
import type { SourcePath, YamlSource } from '../../kernel/yaml-source.ts'

type Loose = Record<string, unknown>

/** The faults that a form cannot show: codes that name no unit or post, superiors that go in a circle, two catch-alls. Reads any shape. */
export function checkReferences(source: YamlSource): SourceFault[] {
  const units = mapAt(source.value, 'unit')
  const posts = mapAt(source.value, 'jabatan')
  const categories = mapAt(source.value, 'kategori')
  const unitCodes = Object.keys(units)
  const postCodes = Object.keys(posts)
  return [
    ...Object.keys(posts).flatMap((post) => [
      ...unknownIn(source, ['jabatan', post, 'di'], unitCodes, 'unit'),
      ...unknownAt(source, ['jabatan', post, 'atasan'], postCodes, 'jabatan'),
      ...checkSuperior(source, posts, post),
      ...checkPlace(source, posts, units, post),
    ]),
    ...Object.keys(categories).flatMap((category) => unknownIn(source, ['kategori', category, 'kelompok'], unitCodes, 'unit')),
    ...unknownIn(source, ['admin-tenant'], postCodes, 'jabatan'),
    ...checkCatchAll(source, categories),
    ...checkUsed(source, units),
  ]
}

function unknownIn(source: YamlSource, path: SourcePath, known: string[], what: string): SourceFault[] {
  const list = valueAt(source.value, path)
  if (!Array.isArray(list)) return []
  const faults = list.flatMap((_, index) => unknownAt(source, [...path, index], known, what))
  const twice = list.flatMap((code, index) => (typeof code === 'string' && list.indexOf(code) < index ? [index] : []))
  const remedy = 'hapus salah satunya'
  return [
    ...faults,
    ...twice.map((index) =>
      source.at([...path, index], {
        found: `${what} ${source.quote([...path, index])} untuk kedua kali`,
        expected: `setiap ${what} satu kali`,
        remedy,
      }),
    ),
  ]
}

function unknownAt(source: YamlSource, path: SourcePath, known: string[], what: string): SourceFault[] {
  const code = valueAt(source.value, path)
  if (typeof code !== 'string' || known.includes(code)) return []
  const near = nearWord(code, known)
  return [
    source.at(path, {
      found: `${what} "${code}" yang tidak ada`,
      expected: `kode ${what} dari blok ${what}: ${known.join(', ')}`,
      remedy: near ? `mungkin maksudnya "${near}"` : `tambahkan ${what} itu, atau ganti kodenya`,
    }),
  ]
}

function checkSuperior(source: YamlSource, posts: Loose, post: string): SourceFault[] {
  const seen = new Set<string>()
  let one: unknown = post
  while (typeof one === 'string' && !seen.has(one)) {
    seen.add(one)
    one = valueAt(posts, [one, 'atasan'])
  }
  if (one !== post) return []
  const found = `atasan yang kembali ke "${post}" sendiri`
  return [source.at(['jabatan', post, 'atasan'], { found, expected: 'atasan yang lebih tinggi', remedy: 'ganti atau hapus atasan ini' })]
}

// `di: vertikal` in a tenant without vertical agencies would be a post that nobody can hold.
function checkPlace(source: YamlSource, posts: Loose, units: Loose, post: string): SourceFault[] {
  const place = valueAt(posts, [post, 'di'])
  if (place !== 'opd' && place !== 'vertikal') return []
  if (Object.keys(units).some((unit) => valueAt(units, [unit, 'jenis']) === place)) return []
  const remedy = `tambahkan unit berjenis ${place}, atau ganti tempat jabatan ini`
  return [
    source.at(['jabatan', post, 'di'], {
      found: `"${place}", padahal tidak ada unit berjenis ${place}`,
      expected: 'tempat yang mempunyai unit',
      remedy,
    }),
  ]
}

function checkCatchAll(source: YamlSource, categories: Loose): SourceFault[] {
  const wordless = Object.keys(categories).filter((one) => {
    const keywords = valueAt(categories, [one, 'kata'])
    return keywords === undefined || (Array.isArray(keywords) && keywords.length === 0)
  })
  return wordless.slice(1).map((one) =>
    source.atKey(['kategori', one], {
      found: `kategori "${one}" tanpa kata kunci, padahal "${wordless[0]}" juga tanpa kata kunci`,
      expected: 'paling banyak satu kategori penampung tanpa kata kunci',
      remedy: 'beri kata kunci, atau hapus salah satunya',
    }),
  )
}

// A post `di: semua` uses every unit; only where all posts name their units can one be left without anybody.
function checkUsed(source: YamlSource, units: Loose): SourceFault[] {
  const posts = Object.values(mapAt(source.value, 'jabatan'))
  const holds = (unit: string) =>
    posts.some((post) => {
      const place = valueAt(post, ['di'])
      return place === 'semua' || place === valueAt(units, [unit, 'jenis']) || (Array.isArray(place) && place.includes(unit))
    })
  return Object.keys(units)
    .filter((unit) => !holds(unit))
    .map((unit) =>
      source.atKey(['unit', unit], {
        found: `unit "${unit}" tanpa jabatan apa pun`,
        expected: 'sekurang-kurangnya satu jabatan di setiap unit, karena tiket yang dikirim ke sana akan menunggu tanpa ada yang membaca',
        remedy: 'tambahkan unit ini pada "di" sebuah jabatan, atau hapus unitnya',
      }),
    )
}

function mapAt(value: unknown, key: string): Loose {
  const found = valueAt(value, [key])
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Loose) : {}
}

function valueAt(value: unknown, path: SourcePath): unknown {
  return path.reduce<unknown>(
    (within, part) => (typeof within === 'object' && within !== null ? (within as Record<PropertyKey, unknown>)[part] : undefined),
    value,
  )
}
