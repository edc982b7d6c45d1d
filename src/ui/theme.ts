import { makeProcessCache } from '../kernel/process-cache.ts'
import { contrast, type Oklch, readColour, writeColour } from './colour.ts'

/** The two colours that a tenant chooses, as `#rrggbb`. */
export interface Theme {
  primary: string
  accent: string
}

/** Every colour that a theme sets, by the name of its custom property. */
export type ThemeColours = Record<(typeof names)[number], string>

const names = [
  'brand',
  'brand-dark',
  'brand-deep',
  'brand-tint',
  'brand-line',
  'on-deep-soft',
  'accent',
  'on-accent',
  'accent-text',
  'accent-tint',
  'accent-on-deep',
] as const

/** The ground of all pages; `--paper` in the stylesheet. */
export const paper = '#fbf8f3'

/** Text needs 4.5, and large signs and borders 3 (WCAG 2.2, AA). A little more, since colours are rounded to bytes. */
const textContrast = 4.55
const signContrast = 3.05

const reckoned = makeProcessCache<string, ThemeColours>()

/** All colours of a theme. Whatever was chosen, text on its ground has at least 4.5, and signs and edges 3. Reckoned once for each pair, for every answer asks; nobody may change what is given. */
export function themeColours(theme: Theme): ThemeColours {
  const pair = `${theme.primary} ${theme.accent}`
  const colours = reckoned.get(pair) ?? reckon(theme)
  reckoned.set(pair, colours)
  return colours
}

function reckon({ primary, accent }: Theme): ThemeColours {
  const chosen = readColour(primary)
  const second = readColour(accent)
  const brandTint = writeColour({ l: 0.955, c: Math.min(chosen.c, 0.024), h: chosen.h })
  const accentTint = writeColour({ l: 0.955, c: Math.min(second.c, 0.035), h: second.h })
  const brand = darkenUntil(chosen, [paper, brandTint, '#ffffff'], textContrast)
  const strong = readColour(brand)
  const deep = writeColour({ l: Math.min(strong.l, 0.3), c: Math.min(strong.c, 0.075), h: strong.h })
  return {
    brand,
    'brand-dark': writeColour({ ...strong, l: strong.l * 0.8 }),
    'brand-deep': deep,
    'brand-tint': brandTint,
    'brand-line': writeColour({ l: 0.88, c: Math.min(chosen.c, 0.05), h: chosen.h }),
    'on-deep-soft': lightenUntil({ l: 0.86, c: Math.min(chosen.c, 0.04), h: chosen.h }, deep, textContrast),
    accent: writeColour(second),
    'on-accent': textOn(writeColour(second)),
    'accent-text': darkenUntil(second, [paper, accentTint, '#ffffff'], textContrast),
    'accent-tint': accentTint,
    'accent-on-deep': lightenUntil(second, deep, signContrast),
  }
}

/** The stylesheet of a theme: custom properties only. */
export function themeCss(theme: Theme): string {
  const colours = themeColours(theme)
  return `@layer theme{:root{${names.map((name) => `--${name}:${colours[name]}`).join(';')}}}\n`
}

/** The darker of our two inks, or white: whichever reads better. One of black and white always has 4.58. */
function textOn(ground: string): string {
  const warm = '#211c16'
  if (contrast(warm, ground) >= textContrast) return warm
  return contrast('#ffffff', ground) >= textContrast ? '#ffffff' : '#000000'
}

function darkenUntil(colour: Oklch, grounds: string[], least: number): string {
  let l = Math.min(colour.l, 0.75)
  let hex = writeColour({ ...colour, l })
  while (l > 0 && grounds.some((ground) => contrast(hex, ground) < least)) {
    l -= 0.005
    hex = writeColour({ ...colour, l: Math.max(0, l) })
  }
  return hex
}

function lightenUntil(colour: Oklch, ground: string, least: number): string {
  let l = colour.l
  let hex = writeColour({ ...colour, l })
  while (l < 1 && contrast(hex, ground) < least) {
    l += 0.005
    hex = writeColour({ ...colour, l: Math.min(1, l) })
  }
  return hex
}
