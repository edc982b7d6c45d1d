import sharp from 'sharp'
import { chance, wholeBetween } from './chance.ts'

/** What a demonstration picture can show: a road with holes, a dark lamp, rubbish, or turbid water. */
export const pictureSubjects = ['jalan', 'lampu', 'sampah', 'air'] as const
export type PictureSubject = (typeof pictureSubjects)[number]

const width = 960
const height = 720

type Next = () => number

/**
 * A JPEG of 960 × 720 points, plainly a drawing and marked CONTOH, in place of a citizen's photo. The same subject and seed yield the same bytes
 * on one version of sharp. No font is used, so it looks alike on every machine.
 */
export async function demoPicture(subject: PictureSubject, seed: string): Promise<Buffer> {
  const next = chance(`gambar/${subject}/${seed}`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" stroke-linejoin="round" stroke-linecap="round">
${scenes[subject](next)}
${mark()}
</svg>`
  return await sharp(Buffer.from(svg)).jpeg({ quality: 78 }).toBuffer()
}

const scenes: Record<PictureSubject, (next: Next) => string> = {
  jalan: road,
  lampu: lamp,
  sampah: rubbish,
  air: water,
}

function road(next: Next): string {
  const holes = times(wholeBetween(next, 4, 7), () => {
    const y = wholeBetween(next, 400, 660)
    const half = ((y - 300) / 420) * 400 // the road is wider near the eye
    const x = 480 + (next() * 2 - 1) * half * 0.6
    const size = ((y - 300) / 420) * wholeBetween(next, 50, 90)
    const edge = blob(next, { x, y, rx: size, ry: size * 0.4 }, ['#3b2f25', '#1d1712'])
    return edge + blob(next, { x, y: y + 4, rx: size * 0.7, ry: size * 0.22 }, ['#8a7a5c'])
  })
  return `${landscape(next, '#bcdcf0', '#7fae5c')}
<path d="M430 300 L530 300 L900 720 L60 720 Z" fill="#6d7178" stroke="#3e4147" stroke-width="5"/>
<path d="M480 320 V380 M480 420 V500 M480 560 V690" stroke="#f2efe4" stroke-width="10"/>
${holes}`
}

function lamp(next: Next): string {
  const x = wholeBetween(next, 300, 560)
  const stars = times(24, () => star(wholeBetween(next, 10, 950), wholeBetween(next, 10, 300), wholeBetween(next, 1, 3)))
  const houses = times(5, (index) => house(index * 200 + wholeBetween(next, -20, 20), wholeBetween(next, 70, 130)))
  return `<rect width="${width}" height="${height}" fill="#161d33"/>${stars}${houses}
<path d="M0 560 H960 V720 H0 Z" fill="#262b38" stroke="#0e1119" stroke-width="5"/>
<path d="M${x} 640 V170 Q${x} 110 ${x + 70} 110 H${x + 130}" fill="none" stroke="#767d8c" stroke-width="18"/>
<path d="M${x + 110} 96 h90 l18 34 h-126 Z" fill="#4a505e" stroke="#0e1119" stroke-width="5"/>
<ellipse cx="${x + 155}" cy="136" rx="42" ry="16" fill="#2c303b" stroke="#0e1119" stroke-width="5"/>
<path d="M${x + 128} 124 l54 26 M${x + 182} 124 l-54 26" stroke="#d2483c" stroke-width="7"/>`
}

function star(x: number, y: number, r: number): string {
  return `<circle cx="${x}" cy="${y}" r="${r}" fill="#f7f0c8"/>`
}

function house(x: number, tall: number): string {
  const top = 560 - tall
  return `<path d="M${x} 560 V${top} l75 -55 l75 55 V560 Z" fill="#0f1424" stroke="#2b334d" stroke-width="4"/>`
}

function rubbish(next: Next): string {
  const colours = ['#d2483c', '#3f7fc1', '#e9c046', '#f4f1e6', '#4c9a5b', '#20242c', '#8e5ba6']
  const bags = times(wholeBetween(next, 26, 38), (index) => {
    const spread = next() * 2 - 1
    const y = 640 - (1 - spread * spread) * 200 * next()
    const size = wholeBetween(next, 26, 58)
    return blob(next, { x: 480 + spread * 330, y, rx: size, ry: size * 0.8 }, [colours[index % colours.length]!, '#20242c'])
  })
  const flies = times(9, () => {
    const [x, y] = [wholeBetween(next, 200, 760), wholeBetween(next, 250, 400)]
    return `<path d="M${x} ${y} l8 -7 M${x} ${y} l9 4" stroke="#20242c" stroke-width="4"/>`
  })
  return `${landscape(next, '#cfe6ee', '#93a86a')}
<rect x="60" y="330" width="840" height="150" fill="#c9b79a" stroke="#6f6250" stroke-width="5"/>
<path d="M0 600 H960 V720 H0 Z" fill="#8b8f96" stroke="#3e4147" stroke-width="5"/>
${bags}${flies}`
}

function water(next: Next): string {
  const colour = ['#8a6a35', '#a88a3f', '#55503c'][wholeBetween(next, 0, 2)]
  const waves = times(9, (index) => {
    const y = 360 + index * 40 + wholeBetween(next, -8, 8)
    const x = wholeBetween(next, 20, 320)
    return `<path d="M${x} ${y} q40 -18 80 0 t80 0 t80 0 t80 0" fill="none" stroke="#e4d6a8" stroke-width="5" opacity="0.7"/>`
  })
  return `${landscape(next, '#d7e6ea', '#6f9a59')}
<path d="M0 330 Q240 300 480 335 T960 325 V720 H0 Z" fill="${colour}" stroke="#3a3123" stroke-width="5"/>${waves}
<path d="M0 250 H190 V320 H0 Z" fill="#9aa0a8" stroke="#3e4147" stroke-width="6"/>
<path d="M190 262 q60 4 66 90" fill="none" stroke="${colour}" stroke-width="34"/>
<ellipse cx="190" cy="285" rx="16" ry="36" fill="#4a4f57" stroke="#3e4147" stroke-width="5"/>`
}

function landscape(next: Next, sky: string, ground: string): string {
  const hill = wholeBetween(next, 150, 230)
  const sun = wholeBetween(next, 120, 840)
  return `<rect width="${width}" height="${height}" fill="${sky}"/>
<circle cx="${sun}" cy="90" r="46" fill="#f6d55c" stroke="#b58f1c" stroke-width="4"/>
<path d="M0 310 L${hill} 190 L${hill + 210} 300 L${hill + 420} 170 L960 310 Z" fill="#8fb2a0" stroke="#4b6b5c" stroke-width="4"/>
<rect y="300" width="${width}" height="420" fill="${ground}"/>`
}

interface Oval {
  x: number
  y: number
  rx: number
  ry: number
}

/** A lumpy oval. */
function blob(next: Next, oval: Oval, [fill, line]: [string, string?]): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = (index / 10) * 2 * Math.PI
    const reach = 0.8 + next() * 0.35
    return `${(oval.x + Math.cos(angle) * oval.rx * reach).toFixed(1)},${(oval.y + Math.sin(angle) * oval.ry * reach).toFixed(1)}`
  })
  const stroke = line ? ` stroke="${line}" stroke-width="5"` : ''
  return `<polygon points="${points.join(' ')}" fill="${fill}"${stroke}/>`
}

/** A dashed frame, and the word CONTOH drawn with lines. */
function mark(): string {
  const [c, o, n, t, h] = ['M30 4 H4 V46 H30', 'M4 4 H30 V46 H4 Z', 'M4 46 V4 L30 46 V4', 'M2 4 H32 M17 4 V46', 'M4 4 V46 M30 4 V46 M4 25 H30']
  const letters = [c, o, n, t, o, h].map((path, index) => `<path transform="translate(${index * 44} 0)" d="${path}"/>`)
  return `<rect x="8" y="8" width="${width - 16}" height="${height - 16}" fill="none" stroke="#fff" stroke-width="8" stroke-dasharray="26 18"/>
<rect x="664" y="634" width="278" height="72" rx="10" fill="#fff" opacity="0.9"/>
<g transform="translate(676 645)" fill="none" stroke="#7a1f1f" stroke-width="7">${letters.join('')}</g>`
}

function times(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('')
}
