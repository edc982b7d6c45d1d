import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language, Translate } from './translate.ts'

/** One link of the navigation. */
export interface NavLink {
  href: string
  text: string
  /** Paths whose pages belong to this link too: it is marked on them. */
  under?: string[]
}

/** The government whose pages these are. `zone` is its IANA time zone; `Asia/Jakarta` where it is left out. */
export interface ViewTenant {
  id: string
  name: string
  government: string
  motto: string
  zone?: string
  contact?: string
}

/** What the pages tell the app on the reader's device. */
export interface ViewApp {
  /** Tells readers apart without saying who they are; `-` is a guest. */
  reader: string
  /** Of the bar around the app, `#rrggbb`. */
  colour: string
  /** Changes with the look of the icons. */
  icons: string
  /** The key by which a browser's push service knows us. */
  pushKey?: string
}

/** All that every page of one response needs to know; made by the web shell, read by components through `useView()`. */
export interface View {
  language: Language
  t: Translate
  csrf: string
  /** Path and query of this page, `/lacak?halaman=2`. */
  path: string
  tenant?: ViewTenant
  person?: { kind: 'citizen' | 'officer'; name: string }
  /** URL, with the hash of its content, of a file in `assets/` by its name. */
  assets: (name: string) => string
  flash?: string
  /** URL of the tenant's colours; `/tema.css` where it is left out. */
  theme?: string
  /** What makes this regency's site an installable app. */
  app?: ViewApp
  /** Replaces the usual navigation of the area. */
  nav?: NavLink[]
}

/** Carries the view to the components; `renderPage` fills it. */
export const ViewContext = createContext<View | undefined>(undefined)

/** The view of the page that is being drawn. Throws outside of `ViewContext.Provider`. */
export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('useView() outside of a ViewContext.Provider: draw pages with renderPage()')
  return view
}
