import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { importTrust, readTrust } from '../../platform/trust/index.ts'
import { WrongUsage, type Outcome } from './outcome.ts'

/** obeh trust import|list. Needs no office: the lists are kept in the folder of data. */
export async function trustCommand([deed = '', ...args]: string[]): Promise<Outcome> {
  if (deed === 'import') return importCommand(args)
  if (deed === 'list') return listCommand(args)
  throw new WrongUsage('Say "obeh trust import" or "obeh trust list".')
}

async function importCommand(args: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' }, signer: { type: 'string', multiple: true } } })
  if (positionals.length === 0) throw new WrongUsage('Name at least one file with a trusted list (XML).')
  const signers = (await Promise.all((values.signer ?? []).map(readCertificates))).flat()
  const outcomes = await importTrust(dataDirectory(), await Promise.all(positionals.map((path) => readFile(path))), signers)
  const json = outcomes.map(({ file, outcome }) => ({ file: positionals[file], ...outcome.ok ? { territory: outcome.value.territory, sequence: outcome.value.sequence, nextUpdateAt: outcome.value.nextUpdateAt } : { refusal: outcome.refusal } }))
  return {
    ok: outcomes.every(({ outcome }) => outcome.ok), json,
    lines: outcomes.map(({ file, outcome }) => `${positionals[file] ?? ''}: ${outcome.ok ? `${outcome.value.territory} no. ${outcome.value.sequence} kept` : `refused, ${outcome.refusal}`}`),
  }
}

async function listCommand(args: string[]): Promise<Outcome> {
  parseArgs({ args, options: { json: { type: 'boolean' } } })
  const lists = await readTrust(dataDirectory())
  const json = lists.map(({ territory, sequence, operator, issuedAt, nextUpdateAt, providers }) => ({ territory, sequence, operator, issuedAt, nextUpdateAt, services: providers.flatMap(({ services }) => services).length }))
  return { ok: true, json, lines: json.map(({ territory, sequence, services, nextUpdateAt }) => `${territory} no. ${sequence}, ${services} services, next update ${nextUpdateAt?.toISOString() ?? 'none'}`) }
}

/** Where everything of this installation is kept; read without the rest of the configuration, which a verification does not need. */
export const dataDirectory = (): string => resolve(process.env['OBEH_DATA'] ?? './var')

/** The certificates of a PEM file, or the one of a DER file, as DER. */
export async function readCertificates(path: string): Promise<readonly Uint8Array[]> {
  const bytes = await readFile(path).catch(() => { throw new WrongUsage(`${path} cannot be read.`) })
  const blocks = bytes.toString('latin1').match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g)
  try {
    return (blocks ?? [bytes]).map((block) => new X509Certificate(block).raw)
  } catch {
    throw new WrongUsage(`${path} holds no certificate (PEM or DER).`)
  }
}
