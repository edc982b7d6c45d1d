import { Moment, Notice, Prose, useView } from '../../ui/index.ts'
import type { OfficerDesk } from '../officer-desk.ts'

/** Before the next disposition: who handed the ticket back, whose they say it is, and which units refused it before. */
export function HandBackNotice({ desk, units }: { desk: OfficerDesk; units: Map<string, string> }) {
  const { t } = useView()
  const { handBack, refusedBy } = desk
  if (!handBack) return null
  const name = (code: string | undefined) => (code ? (units.get(code) ?? code) : t('Petugas'))
  return (
    <Notice tone="info" title={t('{unit} menyatakan ini bukan kewenangannya', { unit: name(handBack.from) })}>
      <p>{handBack.unit ? t('Menurut mereka, yang seharusnya menangani: {unit}. Usul ini sudah dipilihkan di bawah; Anda dapat menggantinya.', { unit: name(handBack.unit) }) : t('Mereka tidak tahu siapa yang seharusnya menangani.')}</p>
      {handBack.hint ? <Prose text={t('Petunjuk: {teks}', { teks: handBack.hint })} /> : null}
      {handBack.reason ? <Prose text={t('Alasan: {alasan}', { alasan: handBack.reason })} /> : null}
      {refusedBy.length > 1 ? <p>{t('Sudah {jumlah} unit yang mengembalikannya: {daftar}.', { jumlah: refusedBy.length, daftar: refusedBy.map(name).join(', ') })}</p> : null}
      <p class="quiet"><Moment at={handBack.at} /></p>
    </Notice>
  )
}
