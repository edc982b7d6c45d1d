import { Button, Buttons, Card, type FormValues, Prose, useView } from '../../ui/index.ts'
import type { PostNews } from '../post-news.ts'
import type { SeatNames } from '../seat-names.ts'
import { PostNotice } from './post-notice.tsx'

interface LostWordsPageProps {
  values: FormValues
  news: PostNews | undefined
  names: SeatNames
}

/** For an officer whose form went to a ticket that is not theirs (any more): why that may be, and what they wrote, to be copied. Says nothing of the ticket. */
export function LostWordsPage({ values, news, names }: LostWordsPageProps) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Belum tersimpan')}</h1>
      <p class="lead">{t('Tiket itu tidak ada, atau bukan lagi untuk Anda. Yang Anda kirim tidak disimpan.')}</p>
      {news ? <PostNotice news={news} names={names} /> : null}
      <Card title={t('Yang Anda tulis')}>{writtenIn(values).map((text) => <Prose key={text} text={text} />)}</Card>
      <Buttons><Button href="/kotak-masuk">{t('Ke kotak masuk')}</Button></Buttons>
    </>
  )
}

/** What somebody wrote into a form in words of their own: not its keys and choices. */
export function writtenIn(values: FormValues): string[] {
  return Object.values(values).flatMap((value) => (typeof value === 'string' && /\S\s+\S/.test(value) ? [value.trim()] : []))
}
