import { Tenun } from './tenun.tsx'
import { useView } from './view.ts'

/** The foot of every page: whose it is, how to reach them, what drives it. */
export function PageFooter() {
  const { tenant, t } = useView()
  return (
    <footer class="page-footer">
      <Tenun />
      <div class="wrap page-footer-inside">
        <div>
          <p class="page-footer-name">{tenant?.government ?? t('Layanan publik kabupaten')}</p>
          {tenant?.motto ? <p class="page-footer-motto">{tenant.motto}</p> : null}
          {tenant?.contact ? <p>{tenant.contact}</p> : null}
        </div>
        {tenant ? <FooterLinks /> : null}
        <p class="page-footer-engine">{t('Ditenagai Tanggap, perangkat lunak bebas')}</p>
      </div>
    </footer>
  )
}

function FooterLinks() {
  const { t } = useView()
  return (
    <nav aria-label={t('Tautan kaki halaman')}>
      <ul>
        <li>
          <a href="/sop">{t('Prosedur')}</a>
        </li>
        <li>
          <a href="/survei">{t('Survei kepuasan')}</a>
        </li>
        <li>
          <a href="/petugas">{t('Masuk petugas')}</a>
        </li>
      </ul>
    </nav>
  )
}
