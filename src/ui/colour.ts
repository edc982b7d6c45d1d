/** A colour in OKLCH: lightness 0–1, chroma from 0, hue in radians. Steps in it look even to the eye (Ottosson 2020). */
export interface Oklch {
  l: number
  c: number
  h: number
}

type Rgb = [number, number, number]

/** `#rrggbb` or `#rgb` as linear light, 0–1. Throws on anything else. */
function toLinear(hex: string): Rgb {
  const full = /^#[0-9a-f]{3}$/i.test(hex) ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex
  if (!/^#[0-9a-f]{6}$/i.test(full)) throw new Error(`not a colour of the form #rrggbb: ${hex}`)
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as Rgb
}

const inRange = (rgb: Rgb) => rgb.every((part) => part > -0.0005 && part < 1.0005)

function writeLinear(rgb: Rgb): string {
  const parts = rgb.map((part) => {
    const held = Math.min(1, Math.max(0, part))
    const curved = held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055
    return Math.round(curved * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}

/** The OKLCH of `#rrggbb`. */
export function readColour(hex: string): Oklch {
  const [r, g, b] = toLinear(hex)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, c: Math.hypot(a, bb), h: Math.atan2(bb, a) }
}

/** `#rrggbb` of an OKLCH colour; chroma that no screen can show is taken back until it can. */
export function writeColour(colour: Oklch): string {
  let { c } = colour
  let rgb = toRgb({ ...colour, c })
  while (c > 0 && !inRange(rgb)) {
    c = Math.max(0, c - 0.004)
    rgb = toRgb({ ...colour, c })
  }
  return writeLinear(rgb)
}

function toRgb({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos(h)
  const b = c * Math.sin(h)
  const ll = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * ll - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * ll + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * ll - 0.7034186147 * m + 1.707614701 * s,
  ]
}

/** Contrast of two `#rrggbb` colours, 1–21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [r, g, b] = toLinear(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
