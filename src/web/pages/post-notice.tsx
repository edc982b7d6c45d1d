import { formatDate } from '../../domains/calendar/index.ts'
import { Notice, useView } from '../../ui/index.ts'
import type { PostNews } from '../post-news.ts'
import { type SeatNames, seatText } from '../seat-names.ts'

/** Says why an inbox is empty, which letter ends soon, and for whom an officer stands in. Draws nothing where there is nothing to say. */
export function PostNotice({ news, names }: { news: PostNews; names: SeatNames }) {
  const { t } = useView()
  const { none, ending, over, standingIn } = news
  return (
    <>
      {none ? (
        <Notice tone="warn" title={t('Anda tidak memegang jabatan hari ini')}>
          <p>
            {none.last
              ? t('{surat} untuk {jabatan} berakhir pada {hari}. Karena itu tidak ada giliran untuk Anda.', { surat: none.last.letterNumber || t('Penugasan'), jabatan: seatText(names, none.last), hari: formatDate(none.last.validUntil!) })
              : t('Belum ada Surat Tugas atas nama Anda yang berlaku. Karena itu tidak ada giliran untuk Anda.')}
            {none.last?.endReason ? ` ${none.last.endReason}` : ''} {t('Mintalah surat yang baru kepada administrator.')}
          </p>
        </Notice>
      ) : null}
      {over.map((one) => <Notice key={one.id} tone="warn"><p>{t('Jabatan {jabatan} sudah bukan giliran Anda: {surat} berakhir pada {hari}.', { jabatan: seatText(names, one), surat: one.letterNumber || t('Penugasan'), hari: formatDate(one.validUntil!) })}{one.endReason ? ` ${one.endReason}` : ''}</p></Notice>)}
      {ending.map((one) => <Notice key={one.id} tone="warn"><p>{t('{surat} untuk {jabatan} berakhir pada {hari}. Mintalah perpanjangannya kepada administrator.', { surat: one.letterNumber, jabatan: seatText(names, one), hari: formatDate(one.validUntil!) })}</p></Notice>)}
      {standingIn.length > 0 ? (
        <Notice>
          <p>{t('Anda juga bertugas sebagai:')}</p>
          <ul>{standingIn.map((one) => <li key={one.id}>{seatText(names, one)}, {t('sampai {hari}', { hari: one.validUntil ? formatDate(one.validUntil) : '–' })}{one.standsFor ? ` (${t('menggantikan {nama}', { nama: one.standsFor })})` : ''}</li>)}</ul>
        </Notice>
      ) : null}
    </>
  )
}
