import type { MendedWord } from '../../domains/tickets/index.ts'
import { EmptyState, Notice, useView } from '../../ui/index.ts'

/** How a search was taken, where that is not simply all of its words. */
export function SearchNotice({ mode, mended }: { mode: string; mended: MendedWord[] }) {
  const { t } = useView()
  if (mode === 'all' || mode === 'nothing') return null
  const words = mended.map(({ typed, meant }) => t('“{diketik}” dibaca “{dimaksud}”', { diketik: typed, dimaksud: meant })).join(', ')
  return (
    <Notice tone="info">
      {words ? <p>{t('Kata yang diketik tidak ada, jadi dicari yang paling mirip: {kata}.', { kata: words })}</p> : null}
      {mode === 'any' ? <p>{t('Tidak ada yang memuat semua kata itu. Ini yang memuat sebagian.')}</p> : null}
    </Notice>
  )
}

/** Nothing found, or nothing to search for: what helps. */
export function NothingFound({ text, mode }: { text: string; mode: string }) {
  const { t } = useView()
  if (mode !== 'nothing') return <EmptyState title={t('Tidak ada yang cocok')}><SearchHints /></EmptyState>
  return <EmptyState title={text.trim() ? t('Tulis sedikitnya satu kata yang berarti') : t('Apa yang Anda cari?')}><SearchHints /></EmptyState>
}

function SearchHints() {
  const { t } = useView()
  return (
    <ul class="hints">
      <li>{t('Tulis beberapa kata pokok, misalnya: lampu jalan padam.')}</li>
      <li>{t('Nama desa, kecamatan, atau patokan juga dapat dicari.')}</li>
      <li>{t('Nomor tiket boleh dengan atau tanpa tanda hubung, utuh atau bagian depannya.')}</li>
      <li>{t('Kata sambung seperti “yang” dan “di” tidak ikut dicari. Salah ketik satu-dua huruf biasanya tetap ketemu.')}</li>
    </ul>
  )
}
