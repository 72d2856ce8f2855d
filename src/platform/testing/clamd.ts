import { createServer, type AddressInfo, type Socket } from 'node:net'

/** The bytes in which the fake scanner finds malware; nothing else in the world does. */
export const markedAsMalware = 'OBEH-TEST-MALWARE'

/** `answer` as a daemon does, `error` as one whose signatures are being reloaded, or `silent`. */
export type ClamdBehaviour = 'answer' | 'error' | 'silent'

export interface FakeClamd {
  readonly url: string
  /** How many bytes each scan had. */
  readonly scans: readonly number[]
  behave(behaviour: ClamdBehaviour): void
  close(): Promise<void>
}

/** A ClamAV daemon in this process that knows INSTREAM and one signature; beyond `maxBytes` it refuses as the real one does. */
export async function fakeClamd(maxBytes = 60 * 1024 * 1024): Promise<FakeClamd> {
  const scans: number[] = []
  let behaviour: ClamdBehaviour = 'answer'
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    let waiting = Buffer.alloc(0)
    const taken: Buffer[] = []
    socket.on('data', (data: Buffer) => {
      waiting = Buffer.concat([waiting, data])
      if (taken.length === 0) {
        if (waiting.length < 10) return
        if (waiting.subarray(0, 10).toString('latin1') !== 'zINSTREAM\0') return void socket.end('UNKNOWN COMMAND\0')
        waiting = waiting.subarray(10)
        taken.push(Buffer.alloc(0))
      }
      while (waiting.length >= 4) {
        const length = waiting.readUInt32BE()
        if (length === 0) return conclude(Buffer.concat(taken))
        if (taken.reduce((sum, piece) => sum + piece.length, length) > maxBytes) return void socket.end('INSTREAM size limit exceeded. ERROR\0')
        if (waiting.length < 4 + length) return
        taken.push(waiting.subarray(4, 4 + length))
        waiting = waiting.subarray(4 + length)
      }
    })
    function conclude(bytes: Buffer) {
      scans.push(bytes.length)
      if (behaviour === 'silent') return
      if (behaviour === 'error') return void socket.end('stream: Can\'t allocate memory ERROR\0')
      socket.end(bytes.includes(markedAsMalware) ? 'stream: Obeh.Test.Malware FOUND\0' : 'stream: OK\0')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `clamd://127.0.0.1:${(server.address() as AddressInfo).port}`,
    scans,
    behave: (next) => { behaviour = next },
    close: () => new Promise((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    }),
  }
}
