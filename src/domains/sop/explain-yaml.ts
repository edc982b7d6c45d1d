import type { FaultWords } from './explain-issue.ts'
import type { FaultList } from './fault-list.ts'
import type { Place, YamlTrouble } from './yaml-tree.ts'

/** Tells what is wrong with a file as YAML: one fault a line, and one for each line that is indented with a tab. */
export function explainYaml(text: string, troubles: YamlTrouble[], faults: FaultList): void {
  const lines = text.split(/\r\n|\r|\n/)
  const broken = troubles.filter((t) => t.code !== 'DUPLICATE_KEY' && t.code !== 'BAD_DIRECTIVE')
  const tabbed = broken.length > 0 ? lines.flatMap((line, i) => (/^ *\t/.test(line) ? [i + 1] : [])) : []
  for (const line of tabbed) faults.at({ line, column: lines[line - 1]!.indexOf('\t') + 1 }, tabWords)
  for (const trouble of troubles) {
    if (trouble.code === 'DUPLICATE_KEY') faults.at(trouble, duplicateWords(lines[trouble.line - 1]?.slice(trouble.column - 1) ?? ''))
  }
  // A tab confuses all that follows it, so nothing else is worth telling.
  if (tabbed.length > 0) return
  const told = new Set<number>()
  for (const trouble of broken) {
    if (told.has(trouble.line)) continue
    told.add(trouble.line)
    faults.at(onText(trouble, lines), yamlWords[trouble.code] ?? unreadable)
  }
}

// What is missing at the end of the file is shown on its last line with text.
function onText(place: Place, lines: string[]): Place {
  let { line } = place
  while (line > 1 && (lines[line - 1] ?? '').trim() === '') line--
  return line === place.line ? place : { line, column: lines[line - 1]!.length }
}

const tabWords: FaultWords = { found: 'tombol Tab di awal baris', expected: 'spasi', remedy: 'ganti setiap Tab dengan dua spasi' }

function duplicateWords(rest: string): FaultWords {
  const key = /^["']?([^"':{}\n]{1,60})/.exec(rest)?.[1]?.trim() ?? ''
  return {
    found: `kunci "${key}" yang tertulis dua kali`,
    expected: 'setiap kunci satu kali saja',
    remedy: 'hapus salah satunya, atau beri nama lain',
  }
}

const unreadable: FaultWords = {
  found: 'baris yang tidak dapat dibaca',
  expected: '`kunci: nilai`, dengan spasi sesudah titik dua',
  remedy: 'periksa spasi di awal baris, titik dua, dan tanda petik di sekitar baris ini',
}

const yamlWords: Record<string, FaultWords> = {
  BAD_INDENT: {
    found: 'baris yang menjoroknya tidak sama',
    expected: 'baris-baris sekumpulan menjorok sama banyak; kurung ditutup',
    remedy: 'samakan jumlah spasi di awal baris, dan periksa tanda [ ] { }',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    found: 'titik dua kedua dalam satu baris',
    expected: 'satu `kunci: nilai` pada satu baris',
    remedy: 'tulis nilai yang memuat titik dua di antara tanda petik',
  },
  MISSING_CHAR: { found: 'tanda penutup yang kurang', expected: 'tanda petik atau kurung yang ditutup', remedy: 'tambahkan tanda penutupnya' },
  MULTIPLE_DOCS: {
    found: 'lebih dari satu dokumen (garis `---`)',
    expected: 'satu SOP dalam satu berkas',
    remedy: 'pindahkan SOP berikutnya ke berkas lain',
  },
  BAD_SCALAR_START: {
    found: 'nilai yang diawali tanda khusus',
    expected: 'tanda seperti @ dan ` hanya di antara tanda petik',
    remedy: 'tulis nilai itu di antara tanda petik',
  },
  BAD_DQ_ESCAPE: { found: 'garis miring terbalik di antara tanda petik ganda', expected: 'tulisan biasa', remedy: 'pakai tanda petik tunggal' },
  NON_STRING_KEY: { found: 'kunci yang bukan tulisan', expected: 'kunci berupa satu nama', remedy: 'ganti dengan satu nama' },
  TAG_RESOLVE_FAILED: { found: 'nilai yang diawali tanda seru', expected: 'nilai biasa', remedy: 'tulis nilai itu di antara tanda petik' },
  MULTILINE_IMPLICIT_KEY: {
    found: 'kunci yang terputus',
    expected: '`kunci: nilai`, dengan titik dua pada baris yang sama',
    remedy: 'lengkapi titik duanya',
  },
  FORBIDDEN_NAME: { found: 'nama "__proto__"', expected: 'nama dari huruf kecil, angka, dan tanda hubung', remedy: 'beri nama lain' },
  DIRECTIVE: { found: 'baris yang diawali `%YAML`', expected: 'SOP tanpa baris itu', remedy: 'hapus baris itu' },
  ALIAS: { found: 'nilai yang diawali bintang (`*`)', expected: 'nilai biasa', remedy: 'tulis nilainya langsung, atau di antara tanda petik' },
  UNREADABLE: {
    found: 'isi yang tidak dapat dibaca',
    expected: 'SOP tanpa kurung yang bertumpuk-tumpuk',
    remedy: 'mulailah lagi dari contoh di docs/sop-language.md',
  },
}
