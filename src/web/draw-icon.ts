import sharp from 'sharp'
import { type Assets, themeColours } from '../ui/index.ts'

/** The icons that phones ask for: plain ones on a sheet of their own, one that may be cut to any shape, and the white sign of a notification. */
export const iconKinds = {
  '180': { size: 180, ground: 'full' },
  '192': { size: 192, ground: 'sheet' },
  '512': { size: 512, ground: 'sheet' },
  '512-penuh': { size: 512, ground: 'full' },
  lambang: { size: 96, ground: 'none' },
} as const
export type IconName = keyof typeof iconKinds

const drawn = new Map<string, Promise<Buffer>>()

/** An icon of the emblem in a regency's colours, as PNG; drawn once. */
export async function drawIcon(assets: Assets, name: IconName, colours: { main: string; accent: string }): Promise<Buffer> {
  const key = `${name} ${colours.main} ${colours.accent}`
  let icon = drawn.get(key)
  if (!icon) {
    icon = sharp(Buffer.from(iconSvg(emblemOf(assets), name, colours))).png({ compressionLevel: 9, palette: true }).toBuffer()
    drawn.set(key, icon)
  }
  return await icon
}

/** The three shapes of the emblem, 40 × 44. */
function emblemOf(assets: Assets): { field: string; sign: string; heart: string } {
  const svg = assets.find(assets.url('tanggap.svg'))!.body.toString()
  const [field, sign, heart] = [...svg.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]!)
  return { field: field!, sign: sign!, heart: heart! }
}

function iconSvg(emblem: ReturnType<typeof emblemOf>, name: IconName, colours: { main: string; accent: string }): string {
  const { size, ground } = iconKinds[name]
  const theme = themeColours({ primary: colours.main, accent: colours.accent })
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 64 64">`
  // What a phone cuts off must be ground: the emblem of a full icon stays within a circle of 80 %.
  const place = (scale: number) => `<g transform="translate(${32 - 20 * scale} ${32 - 22 * scale}) scale(${scale})">`
  if (ground === 'none') return `${open}${place(1.4)}<path fill="#fff" fill-rule="evenodd" d="${emblem.field}${emblem.sign}${emblem.heart}"/></g></svg>`
  const sheet = ground === 'full' ? `<rect width="64" height="64" fill="${theme['brand-tint']}"/>` : `<rect width="64" height="64" rx="13" fill="${theme['brand-tint']}"/>`
  const shapes = `<path fill="${theme.brand}" d="${emblem.field}"/><path fill="${theme['accent-on-deep']}" d="${emblem.sign}"/><path fill="#fff" d="${emblem.heart}"/>`
  return `${open}${sheet}${place(ground === 'full' ? 0.85 : 1.15)}${shapes}</g></svg>`
}
