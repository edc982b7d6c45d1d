import { connect } from 'node:net'

export interface RawRequest {
  method: string
  /** As it stands on the line, with whatever is wrong with it. */
  path: string
  /** As they are sent, name and value, in this order. */
  headers: [name: string, value: string][]
  body?: Buffer
}

export interface RawAnswer {
  /** 0 where the server closed the line without an answer. */
  status: number
  /** By name in small letters; several of one name are joined by a line break. */
  headers: Map<string, string>
  body: string
  milliseconds: number
}

const patienceMs = 60_000

/** Sends bytes as they are, which a client library would refuse to, over a connection of its own, and reads the answer. Never throws; a stream of events ends with its head. */
export async function askRaw(port: number, request: RawRequest): Promise<RawAnswer> {
  const began = performance.now()
  const bytes = await exchange(port, writeRequest(request))
  return { ...readAnswer(bytes), milliseconds: performance.now() - began }
}

function writeRequest({ method, path, headers, body }: RawRequest): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), 'connection: close', ...(body ? [`content-length: ${body.length}`] : [])]
  // Signs beyond Latin-1 go out as UTF-8, as some browsers do.
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body ?? Buffer.alloc(0)])
}

async function exchange(port: number, request: Buffer): Promise<Buffer> {
  return await new Promise((done) => {
    const parts: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      done(Buffer.concat(parts))
    }
    const timer = setTimeout(end, patienceMs)
    socket.on('data', (part: Buffer) => {
      parts.push(part)
      if (parts.length === 1 && /^content-type: text\/event-stream/im.test(part.toString('latin1'))) end()
    })
    // Where the body was too long to be taken, the line may break after the answer.
    socket.on('error', end)
    socket.on('end', end)
    socket.on('close', end)
  })
}

function readAnswer(bytes: Buffer): Omit<RawAnswer, 'milliseconds'> {
  const split = bytes.indexOf('\r\n\r\n')
  // “Go on” is not the answer yet.
  if (/^HTTP\/1\.1 1\d\d/.test(bytes.subarray(0, 12).toString('latin1'))) return readAnswer(bytes.subarray(split + 4))
  const [first = '', ...lines] = bytes.subarray(0, Math.max(0, split)).toString('latin1').split('\r\n')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const [name = '', value = ''] = line.split(/:\s*(.*)/s)
    const key = name.toLowerCase()
    headers.set(key, headers.has(key) ? `${headers.get(key)}\n${value}` : value)
  }
  const rest = split < 0 ? Buffer.alloc(0) : bytes.subarray(split + 4)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, body: (headers.get('transfer-encoding') === 'chunked' ? joinChunks(rest) : rest).toString('utf8') }
}

function joinChunks(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\r\n', at)
    const size = end < 0 ? 0 : Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16)
    if (!size) break
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(parts)
}
