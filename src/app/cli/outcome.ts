import type { Config } from '../../platform/config/index.ts'
import type { Office } from '../office.ts'

/** What a command has to say: `json` for programs, `lines` for people. */
export interface Outcome {
  readonly ok: boolean
  readonly json: unknown
  readonly lines: readonly string[]
}

/** The words of the command were off; the message says how. */
export class WrongUsage extends Error {}

/** Opens the office of this environment for one command; what it reports on the way goes to stderr. */
export async function withOffice<Value>(work: (office: Office, config: Config) => Promise<Value>): Promise<Value> {
  // Loaded here: commands that need no office answer at once.
  const [{ readConfig }, { openOffice }] = await Promise.all([import('../../platform/config/index.ts'), import('../office.ts')])
  const config = readConfig(process.env)
  const office = await openOffice(config, { say: (line) => process.stderr.write(`${line}\n`) })
  try {
    return await work(office, config)
  } finally {
    await office.close()
  }
}
