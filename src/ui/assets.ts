import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** One file as it is served. Its address holds the hash of its content, so it may be cached for ever. */
export interface Asset {
  name: string
  url: string
  type: string
  body: Buffer
  gzip: Buffer | undefined
  brotli: Buffer | undefined
}

/** All files that pages fetch, in memory. */
export interface Assets {
  /** The address of a file by its name; throws on a name that is not there. */
  url(name: string): string
  /** The asset at an address, `/aset/<name>-<hash>.<ext>`. */
  find(url: string): Asset | undefined
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  woff2: 'font/woff2',
}

/** Its own folder of assets. */
export const assetsFolder = fileURLToPath(new URL('./assets', import.meta.url))

/** Reads all files of a folder into memory, hashed and compressed. The files of `styles/` become one `tanggap.css`, in the order of their names; those of `styles-officer/` one `petugas.css`, which the public does not fetch. */
export function loadAssets(folder = assetsFolder): Assets {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  const assets = files.map((entry) => makeAsset(entry.name, readFileSync(join(folder, entry.name))))
  assets.push(makeAsset('tanggap.css', joinStyles(join(folder, 'styles'))), makeAsset('petugas.css', joinStyles(join(folder, 'styles-officer'))))
  const byName = new Map(assets.map((asset) => [asset.name, asset]))
  const byUrl = new Map(assets.map((asset) => [asset.url, asset]))
  return {
    url(name) {
      const asset = byName.get(name)
      if (!asset) throw new Error(`no asset ${name} in ${folder}; there are ${[...byName.keys()].join(', ')}`)
      return asset.url
    },
    find: (url) => byUrl.get(url),
  }
}

function joinStyles(folder: string): Buffer {
  const parts = readdirSync(folder).filter((name) => name.endsWith('.css')).sort()
  return Buffer.from(parts.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n'))
}

function makeAsset(name: string, content: Buffer): Asset {
  const dot = name.lastIndexOf('.')
  const extension = name.slice(dot + 1)
  const type = types[extension]
  if (!type) throw new Error(`the asset ${name} has an ending that is not known: add it to the types in assets.ts`)
  const body = extension === 'css' ? Buffer.from(tightenCss(content.toString())) : content
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const text = !/png|jpg|webp|woff2/.test(extension)
  return {
    name,
    url: `/aset/${name.slice(0, dot)}-${hash}.${extension}`,
    type,
    body,
    gzip: text ? gzipSync(body, { level: 9 }) : undefined,
    brotli: text ? brotliCompressSync(body) : undefined,
  }
}

/** Takes comments and indentation out of a stylesheet. Safe because ours hold neither `/*` nor line breaks inside strings; a test says so. */
export function tightenCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/ ?\{\n/g, '{')
    .replace(/;\n(?=\})/g, '')
    .replace(/;\n/g, ';')
    .replace(/\n\}/g, '}')
    .trim()
}
