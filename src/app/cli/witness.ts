import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { cosigner, encodeCosignerKey, isKeyName, parseVerifierKey, type NoteKey } from '../../engines/merkle/index.ts'
import { installationSecret } from '../../platform/config/index.ts'
import { witnessServer } from '../witness/server.ts'
import { witnessState } from '../witness/state.ts'
import { WrongUsage, type Outcome } from './outcome.ts'

/**
 * obeh witness --name NAME --logs FILE: runs a witness until it is told to stop. It needs neither a database nor an office; its key and
 * what it remembers lie under OBEH_DATA. Keep both: a witness that has forgotten is none.
 */
export async function witnessCommand(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, name: { type: 'string' }, logs: { type: 'string' }, host: { type: 'string' }, port: { type: 'string' } } })
  const { name, logs: file, host = '127.0.0.1', port = '8099' } = values
  if (name === undefined || !isKeyName(name)) throw new WrongUsage('Give the witness a --name without spaces and plus signs, such as kraj.example/witness.')
  if (file === undefined) throw new WrongUsage('Say in --logs FILE which logs it watches: one key a line, as "obeh log key" prints it.')
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new WrongUsage('--port is a number up to 65535.')
  const logs = await readLogs(file)
  const data = resolve(process.env['OBEH_DATA'] ?? './var')
  const key = createPrivateKey(await installationSecret({ secretsDirectory: join(data, 'secrets'), run: 'all' }, 'witness-key.pem', newKey))
  const witness = cosigner(name, key)
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const app = witnessServer({
    cosigner: witness, logs, state: witnessState(join(data, 'witness')), now: () => new Date(),
    log: { info: () => {}, error: (evidence, message) => say(JSON.stringify({ time: new Date().toISOString(), message, ...evidence })) },
  })
  const address = await app.listen({ host, port: Number(port) })
  process.stdout.write(`${values.json ? JSON.stringify({ address, key: encodeCosignerKey(witness) }) : `WITNESSES="${encodeCosignerKey(witness)} ${address}"`}\n`)
  say(`The witness ${name} watches ${logs.length} ${logs.length === 1 ? 'log' : 'logs'}. Put the line above into the settings of the office. Stop it with Ctrl+C.`)
  await new Promise<void>((stop) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop()) })
  await app.close()
  return { ok: true, json: { stopped: true }, lines: [] }
}

async function readLogs(file: string): Promise<NoteKey[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  if (lines.length === 0) throw new WrongUsage(`${file} names no log.`)
  return lines.map((line, i) => {
    const key = parseVerifierKey(line)
    if (!key.ok) throw new WrongUsage(`Line ${i + 1} of ${file} is not the key of a log: it looks like name+8 hexadecimal digits+base64, as "obeh log key" prints it.`)
    return key.value
  })
}

function newKey() {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
}
