import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to PostgreSQL that can be cut and mended, as when its server stops and starts. */
export interface DatabaseLine {
  /** The same address, through the line. */
  url: string
  cut(): Promise<void>
  mend(): Promise<void>
}

/** Lays a line to the PostgreSQL of an address. */
export async function layDatabaseLine(address: string): Promise<DatabaseLine> {
  const far = new URL(address)
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const beyond = connect(Number(far.port), far.hostname)
    for (const socket of [near, beyond]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        beyond.destroy()
      })
    }
    near.pipe(beyond).pipe(near)
  })
  const listen = async (port: number) => await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = new URL(address)
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    async cut() {
      const closed = new Promise((done) => server.close(done))
      for (const socket of open) socket.destroy()
      await closed
    },
    mend: async () => await listen(port),
  }
}
