import { Emblem } from './emblem.tsx'
import { FindBox } from './find-box.tsx'
import { type Area, LanguageSwitch, Navigation } from './navigation.tsx'
import { Tenun } from './tenun.tsx'
import { useView } from './view.ts'

/** The head of every page: whose it is, where one can go, who is signed in. */
export function PageHeader({ area }: { area: Area }) {
  const { tenant, t } = useView()
  return (
    <header class={`page-header page-header--${area}`}>
      <div class="page-header-bar wrap">
        <a class="brand" href="/">
          <Emblem />
          <span class="brand-words">
            <strong>{tenant?.name ?? 'Tanggap'}</strong>
            <small class={area === 'public' && tenant ? 'brand-again' : undefined}>{area === 'officer' ? t('Ruang kerja petugas') : (tenant?.government ?? t('Layanan publik kabupaten'))}</small>
          </span>
        </a>
        <Navigation area={area} />
        <LanguageSwitch />
        {area === 'officer' ? <FindBox /> : null}
      </div>
      <Tenun />
    </header>
  )
}
