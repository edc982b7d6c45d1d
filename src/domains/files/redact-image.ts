import sharp, { type OverlayOptions } from 'sharp'
import { oneAtATime } from './one-at-a-time.ts'
import { encode, makePreview, type ShrunkImage } from './shrink-image.ts'
import { type FileKind, uploadLimits } from './upload.ts'

/** A rectangle of a picture, in percent of its sides from its upper left corner. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

const cellsAlong = 4
const step = 32

interface Area {
  left: number
  top: number
  width: number
  height: number
}

/** A copy of a kept picture with these boxes covered for good, and its preview. The copy has no EXIF, as the picture itself has none. */
export function redactImage(path: string, kind: FileKind, boxes: Box[]): Promise<ShrunkImage> {
  return oneAtATime(async () => {
    const covered = await cover(path, boxes)
    const { data, info, kind: made } = await encode(covered, kind)
    return { kind: made, bytes: data, width: info.width, height: info.height, preview: await makePreview(data) }
  })
}

/** How the copy would look, as WebP of at most `side` px; nothing is kept. */
export function drawRedaction(path: string, boxes: Box[], side: number): Promise<Buffer> {
  return oneAtATime(async () => await makePreview(await (await cover(path, boxes)).png({ compressionLevel: 1 }).toBuffer(), side))
}

/**
 * Of what lay under a box no more is left than the mean colour of at most 4 × 4 cells, rounded to steps of 32, drawn as soft blocks. No face and no letter can be
 * won back from that: thousands of different ones give the same blocks.
 */
async function cover(path: string, boxes: Box[]) {
  const open = () => sharp(path, { limitInputPixels: uploadLimits.pixels })
  if (boxes.length === 0) return open()
  const { data, info } = await open().flatten({ background: '#fff' }).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const overlays: OverlayOptions[] = []
  for (const box of boxes) {
    const area = areaOf(box, info)
    overlays.push({ input: await drawBlocks(data, info, area), left: area.left, top: area.top })
  }
  // Drawn first and encoded afterwards: nothing of what is under the blocks reaches the encoder.
  const { data: drawn, info: size } = await open().composite(overlays).raw().toBuffer({ resolveWithObject: true })
  return sharp(drawn, { raw: { width: size.width, height: size.height, channels: size.channels } })
}

/** The pixels that a box touches, each whole. */
function areaOf(box: Box, picture: { width: number; height: number }): Area {
  const span = (from: number, length: number, whole: number) => {
    const begin = Math.min(whole - 1, Math.max(0, Math.floor((from / 100) * whole)))
    return { begin, length: Math.max(1, Math.min(whole, Math.ceil(((from + length) / 100) * whole)) - begin) }
  }
  const across = span(box.x, box.width, picture.width)
  const down = span(box.y, box.height, picture.height)
  return { left: across.begin, top: down.begin, width: across.length, height: down.length }
}

async function drawBlocks(pixels: Buffer, picture: { width: number; channels: number }, area: Area): Promise<Buffer> {
  const longest = Math.max(area.width, area.height)
  const columns = Math.max(1, Math.round((cellsAlong * area.width) / longest))
  const rows = Math.max(1, Math.round((cellsAlong * area.height) / longest))
  const cells = meansOf(pixels, picture, { area, columns, rows })
  return await sharp(cells, { raw: { width: columns, height: rows, channels: 3 } })
    .resize({ width: area.width, height: area.height, fit: 'fill', kernel: 'nearest' })
    .blur(Math.max(1, Math.min(20, longest / 20)))
    .png({ compressionLevel: 1 })
    .toBuffer()
}

function meansOf(pixels: Buffer, picture: { width: number; channels: number }, grid: { area: Area; columns: number; rows: number }): Buffer {
  const { area, columns, rows } = grid
  const sums = new Float64Array(columns * rows * 4)
  for (let y = 0; y < area.height; y++) {
    for (let x = 0; x < area.width; x++) {
      const cell = (Math.floor((y * rows) / area.height) * columns + Math.floor((x * columns) / area.width)) * 4
      const at = ((area.top + y) * picture.width + area.left + x) * picture.channels
      // A grey picture has one channel.
      for (let colour = 0; colour < 3; colour++) sums[cell + colour]! += pixels[at + Math.min(colour, picture.channels - 1)]!
      sums[cell + 3]! += 1
    }
  }
  return Buffer.from(Array.from({ length: columns * rows * 3 }, (_, n) => {
    const cell = Math.floor(n / 3) * 4
    return Math.min(255, Math.round(sums[cell + (n % 3)]! / Math.max(1, sums[cell + 3]!) / step) * step)
  }))
}
