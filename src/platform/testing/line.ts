import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'

/** A line to a PostgreSQL server that can be cut: from outside, or by itself in the worst moment of all. */
export interface TestLine {
  readonly url: string
  /** Hangs up on everybody; nobody can call until it is mended. */
  cut(): Promise<void>
  mend(): Promise<void>
  /** As when a machine loses its power: nothing more passes on the lines there are, and nobody hangs up. Those who call later get through. */
  abandon(): void
  /**
   * Cuts the line of each commit for which `how` says so, before its answer comes back: `late` when the server has got it, `early` when it
   * has not. Returns what has been cut so far.
   */
  cutAtCommit(how: (commit: number) => 'late' | 'early' | null): { readonly late: number; readonly early: number }
}

export async function lineTo(url: string): Promise<TestLine> {
  const address = new URL(url)
  const folder = address.searchParams.get('host') ?? ''
  const target = folder.startsWith('/') ? { path: join(folder, `.s.PGSQL.${address.port || '5432'}`) } : { host: address.hostname, port: Number(address.port || 5432) }
  const sockets = new Set<Socket>()
  const wire: Wire = { commits: 0, how: () => null, counts: { late: 0, early: 0 } }
  let listener: Server | null = null
  let port = 0
  async function mend() {
    listener = createServer((near) => {
      const far = connect(target as never)
      for (const one of [near, far]) {
        sockets.add(one)
        one.on('error', () => {}).on('close', () => sockets.delete(one))
      }
      pass(near, far, wire)
    })
    listener.listen(port, '127.0.0.1')
    await once(listener, 'listening')
    port = (listener.address() as AddressInfo).port
  }
  await mend()
  address.searchParams.delete('host')
  address.host = `127.0.0.1:${port}`
  return {
    url: address.href, mend,
    async cut() {
      const closed = listener
      listener = null
      for (const socket of sockets) socket.destroy()
      if (closed) await new Promise((done) => closed.close(done))
    },
    abandon() {
      for (const socket of sockets) socket.removeAllListeners('data').removeAllListeners('close').on('close', () => sockets.delete(socket)).resume()
    },
    cutAtCommit(how) {
      wire.how = how
      wire.commits = 0
      wire.counts = { late: 0, early: 0 }
      return wire.counts
    },
  }
}

interface Wire {
  commits: number
  how: (commit: number) => 'late' | 'early' | null
  counts: { late: number; early: number }
}

/** What a transaction of this office ends with, as it goes over the wire. */
const commit = Buffer.from('commit; select')

function pass(near: Socket, far: Socket, wire: Wire): void {
  let isDeaf = false
  near.on('data', (bytes: Buffer) => {
    const end = bytes.includes(commit) ? wire.how(wire.commits++) : null
    if (end !== null) {
      wire.counts[end]++
      isDeaf = end === 'late'
      // The server gets the commit and carries it out in its own time, while the client already asks elsewhere what became of it.
      if (isDeaf) far.end(bytes)
      near.destroy()
    } else far.write(bytes)
  })
  far.on('data', (bytes: Buffer) => { if (!isDeaf) near.write(bytes) })
  far.on('close', () => near.destroy())
  near.on('close', () => { if (!isDeaf) far.destroy() })
}
