import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Server } from '../../platform/http/index.ts'

/** What came over the line until it was closed, and how long that took. */
export interface Heard { readonly text: string; readonly ms: number }

/**
 * Sends these bytes over a line of its own and hears what comes until the server closes it or has been silent for `silenceMs`.
 * `drip`: what is sent after that, a character at a time.
 */
export function overTheWire(app: Server, bytes: string | Buffer, { silenceMs = 400, drip = '' }: { silenceMs?: number; drip?: string } = {}): Promise<Heard> {
  const started = performance.now()
  return new Promise((resolve) => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    const chunks: Buffer[] = []
    let [left, dripping] = [drip, undefined as NodeJS.Timeout | undefined]
    const end = () => {
      clearInterval(dripping)
      socket.destroy()
      resolve({ text: Buffer.concat(chunks).toString('latin1'), ms: performance.now() - started })
    }
    socket.on('data', (chunk) => chunks.push(chunk)).on('close', end).on('error', () => {})
    socket.setTimeout(silenceMs, end)
    socket.write(bytes)
    if (drip) {
      dripping = setInterval(() => {
        if (left !== '' && socket.writable) socket.write(left.charAt(0))
        left = left.slice(1)
      }, 20)
    }
  })
}

/** The status of each answer on the line, in their order. */
export const statusesOf = ({ text }: Heard): number[] => [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))
