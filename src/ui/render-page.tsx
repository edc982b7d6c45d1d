import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Area } from './navigation.tsx'
import { Notice } from './notice.tsx'
import { PageFooter } from './page-footer.tsx'
import { PageHeader } from './page-header.tsx'
import { TenunDefinition } from './tenun.tsx'
import { type View, type ViewApp, ViewContext } from './view.ts'

interface Page {
  /** Stands before the government's name in the window's title. */
  title: string
  area: Area
  main: ComponentChildren
  /** `narrow` for reading and forms, `wide` for lists, `full` for pages made of bands that hold their own `wrap`. */
  width?: 'narrow' | 'wide' | 'full'
  /** One or two sentences for search engines. */
  description?: string
  /** Names of further scripts in `assets/`. */
  scripts?: string[]
  /** More for the head: a feed, a canonical address. */
  head?: ComponentChildren
}

/** A whole page as HTML. Holds no inline script and no inline style, so that a strict CSP can stand. */
export function renderPage(view: View, page: Page): string {
  return `<!doctype html>${renderToString(
    <ViewContext.Provider value={view}>
      <html lang={view.language}>
        <Head view={view} page={page} />
        <body class={`area-${page.area}`}>
          <a class="skip-link" href="#isi">
            {view.t('Langsung ke isi')}
          </a>
          <TenunDefinition />
          <PageHeader area={page.area} />
          <main id="isi" tabIndex={-1} class={mainClass(page.width)}>
            {view.flash ? (
              <Notice tone="success" announce>
                <p>{view.flash}</p>
              </Notice>
            ) : null}
            {page.main}
          </main>
          <PageFooter />
        </body>
      </html>
    </ViewContext.Provider>,
  )}`
}

/** A part of a page as HTML, for a script that puts it into one. */
export function renderPart(view: View, part: ComponentChildren): string {
  return renderToString(<ViewContext.Provider value={view}>{part}</ViewContext.Provider>)
}

function mainClass(width: Page['width'] = 'wide'): string {
  if (width === 'full') return 'main main--full'
  return width === 'narrow' ? 'main wrap wrap--narrow flow' : 'main wrap flow'
}

function Head({ view, page }: { view: View; page: Page }) {
  const owner = view.tenant?.name ?? 'Tanggap'
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{page.title === owner ? owner : `${page.title} – ${owner}`}</title>
      {page.description ? <meta name="description" content={page.description} /> : null}
      <link rel="stylesheet" href={view.assets('tanggap.css')} />
      {page.area === 'officer' ? <link rel="stylesheet" href={view.assets('petugas.css')} /> : null}
      {view.tenant ? <link rel="stylesheet" href={view.theme ?? '/tema.css'} /> : null}
      <link rel="icon" href={view.assets('tanggap.svg')} type="image/svg+xml" />
      {view.app ? <AppLinks app={view.app} area={page.area} /> : null}
      {[...(view.app ? ['app-words.js', 'app-store.js'] : []), 'tanggap.js', ...(page.area === 'officer' ? ['pintasan.js'] : []), ...(page.scripts ?? []), ...(view.app ? ['app-page.js', 'app-form.js'] : [])].map((name) => (
        <script key={name} type="module" src={view.assets(name)} />
      ))}
      {page.head}
    </head>
  )
}

// Officers install their inbox, citizens the front page: two apps of one site.
function AppLinks({ app, area }: { app: ViewApp; area: Area }) {
  return (
    <>
      <meta name="theme-color" content={app.colour} />
      <meta name="pembaca" content={app.reader} />
      <link rel="manifest" href={area === 'officer' ? '/manifest.webmanifest?untuk=petugas' : '/manifest.webmanifest'} />
      <link rel="apple-touch-icon" href={`/ikon/180.png?v=${app.icons}`} />
    </>
  )
}
