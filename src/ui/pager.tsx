import { Icon } from './icon.tsx'
import { useView } from './view.ts'

/** Links to the pages before and after. Draws nothing when there is neither. */
export function Pager({ previous, next }: { previous?: string | undefined; next?: string | undefined }) {
  const { t } = useView()
  if (!previous && !next) return null
  return (
    <nav class="pager" aria-label={t('Halaman')}>
      {previous ? (
        <a href={previous} rel="prev">
          <Icon name="back" /> {t('Sebelumnya')}
        </a>
      ) : null}
      {next ? (
        <a class="pager-next" href={next} rel="next">
          {t('Berikutnya')} <Icon name="arrow" />
        </a>
      ) : null}
    </nav>
  )
}
