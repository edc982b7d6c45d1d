import { createHash } from 'node:crypto'
import type { Assets } from '../ui/index.ts'

const parts = ['app-words.js', 'app-store.js', 'app-worker.js']
const scripts = ['tanggap.js', 'langsung.js', 'app-words.js', 'app-store.js', 'app-card.js', 'app-page.js', 'app-form.js']

/** The service worker of one site: its parts in one file, after what it must know of this version. `theme` is the address of the site's colours. */
export function writeServiceWorker(assets: Assets, theme: string): string {
  const code = parts.map((name) => `{\n${assets.find(assets.url(name))!.body.toString()}\n}`).join('\n')
  const shell = [...['tanggap.css', ...scripts, 'tanggap.svg'].map((name) => assets.url(name)), theme]
  const version = createHash('sha256').update(JSON.stringify([shell, code])).digest('hex').slice(0, 12)
  return `'use strict'\nself.setup = ${JSON.stringify({ version, shell })}\n${code}\n`
}
