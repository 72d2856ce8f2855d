import { createServer } from 'node:net'

/** The port is used by another program. The message is for the person who started the office. */
export class PortTaken extends Error {
  constructor(port: number) {
    super(`Port ${port} is already in use. Stop the program that uses it, or choose another port: PORT=${port + 1} npm start`)
  }
}

/** Asks before anything slow is started; the server itself finds out again when it listens. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  if (port === 0) return
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(port, host, resolve)
  }).catch((error: unknown) => {
    throw isTaken(error) ? new PortTaken(port) : error
  })
  await new Promise((resolve) => probe.close(resolve))
}

export const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
