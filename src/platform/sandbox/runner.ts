import dgram from 'node:dgram'
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import net, { Socket } from 'node:net'
import os from 'node:os'
import { serialize } from 'node:v8'
import { gather, unpack } from './parcel.ts'

/* The inside of a sandboxed process: load the module, say so, read the one input, answer, end. */

const [ready, answered, threw] = [Buffer.from('R'), Buffer.from('A'), Buffer.from('T')]
const exit = process.exit.bind(process)
const answers = new Socket({ fd: 3, readable: false, writable: true })
process.env['TZ'] = 'UTC'
closeNetwork()
forgetOtherProcesses()

process.on('uncaughtException', refuse)
process.on('unhandledRejection', refuse)

try {
  const loaded: { default: (input: unknown) => unknown } = await import(process.argv[2] ?? '')
  answers.write(ready)
  const given = await gather(process.stdin)
  if (given === undefined) process.exit(0)
  const output = serialize(await loaded.default(unpack(given)))
  answers.write(answered)
  answers.end(output, () => exit(0))
} catch (error) {
  refuse(error)
}

function refuse(error: unknown) {
  if (answers.bytesWritten === 0) answers.write(ready)
  answers.write(threw)
  answers.end(String(error instanceof Error ? error.stack ?? error.message : error).slice(0, 8_192), () => exit(1))
}

/** Node 24 has no permission for the network; these are all the doors to it that JavaScript has. */
function closeNetwork() {
  const closed = () => { throw new Error('A sandboxed module has no network.') }
  net.Socket.prototype.connect = closed
  net.Server.prototype.listen = closed
  dgram.Socket.prototype.bind = closed
  dgram.Socket.prototype.send = closed
  dgram.Socket.prototype.connect = closed
  for (const holder of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (/^(lookup|resolve|reverse)/.test(name)) Object.defineProperty(holder, name, { value: closed })
    }
  }
  syncBuiltinESMExports()
}

/** A process may signal any other of the same user; this one has no business with any. */
function forgetOtherProcesses() {
  for (const name of ['kill', '_kill', '_debugProcess']) {
    Object.defineProperty(process, name, { value: () => { throw new Error('A sandboxed module knows no other process.') } })
  }
  os.setPriority = () => { throw new Error('A sandboxed module knows no other process.') }
  syncBuiltinESMExports()
}
