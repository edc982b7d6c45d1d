import { crc32, createDeflateRaw } from 'node:zlib'

/** One file of a package; its content is read only when its turn comes. */
export interface ZipPart {
  name: string
  content: AsyncIterable<string>
}

interface Written {
  name: Buffer
  begin: number
  crc: number
  packed: number
  size: number
}

// UTF-8 names; sizes follow the content. The date is the first that the format can say, so that the same rows give the same bytes.
const flags = 0x0808
const firstDate = 0x0021
const mostBytes = 0xffffffff

/** Packs files one after the other as they come (PKWARE APPNOTE 6.3, deflate, sizes in data descriptors). Throws beyond 4 GB, which this format cannot hold without extensions. */
export async function* zipParts(parts: AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const written: Written[] = []
  let at = 0
  for await (const part of parts) {
    const entry: Written = { name: Buffer.from(part.name), begin: at, crc: 0, packed: 0, size: 0 }
    const head = fields([0x04034b50, 4], [20, 2], [flags, 2], [8, 2], [0, 2], [firstDate, 2], [0, 4], [0, 4], [0, 4], [entry.name.length, 2], [0, 2])
    yield Buffer.concat([head, entry.name])
    for await (const chunk of deflate(part.content, entry)) {
      entry.packed += chunk.length
      yield chunk
    }
    yield fields([0x08074b50, 4], [entry.crc, 4], [entry.packed, 4], [entry.size, 4])
    at += head.length + entry.name.length + entry.packed + 16
    if (at > mostBytes || entry.size > mostBytes) throw new Error('the package grew beyond 4 GB')
    written.push(entry)
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  yield directory
  yield fields([0x06054b50, 4], [0, 2], [0, 2], [written.length, 2], [written.length, 2], [directory.length, 4], [at, 4], [0, 2])
}

function directoryEntry({ name, begin, crc, packed, size }: Written): Buffer {
  const entry = fields(
    [0x02014b50, 4], [20, 2], [20, 2], [flags, 2], [8, 2], [0, 2], [firstDate, 2], [crc, 4], [packed, 4], [size, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [begin, 4],
  )
  return Buffer.concat([entry, name])
}

/** Deflates with back-pressure: content is asked for only as fast as the reader takes the result. */
async function* deflate(content: AsyncIterable<string>, entry: Written): AsyncGenerator<Uint8Array> {
  const packer = createDeflateRaw({ level: 5 })
  const feeding = feed(content, packer, entry)
  // An error while feeding ends the reading below with the same error.
  feeding.catch((error: unknown) => packer.destroy(error as Error))
  for await (const chunk of packer) yield chunk as Uint8Array
  await feeding
}

async function feed(content: AsyncIterable<string>, packer: ReturnType<typeof createDeflateRaw>, entry: Written): Promise<void> {
  for await (const text of content) {
    const bytes = Buffer.from(text)
    entry.crc = crc32(bytes, entry.crc)
    entry.size += bytes.length
    if (packer.destroyed) return
    if (!packer.write(bytes)) await new Promise<void>((resolve) => {
      const go = () => { packer.off('drain', go).off('close', go); resolve() }
      packer.on('drain', go).on('close', go)
    })
  }
  packer.end()
}

function fields(...values: [value: number, bytes: 2 | 4][]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of values) at = bytes === 2 ? buffer.writeUInt16LE(value, at) : buffer.writeUInt32LE(value, at)
  return buffer
}
