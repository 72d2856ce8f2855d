import { askJava } from './java.ts'
import { isBeyondTrust, type Asked, type Opinion } from './opinion.ts'

export interface DssSignature {
  /** The field of a PDF, the file of a container. */
  readonly place: string
  readonly level: string
  readonly indication: string
  readonly subIndication: string | undefined
  readonly flags: ReadonlySet<string>
  /** Keys of its messages: errors, a bar, warnings. */
  readonly messages: string
}

export interface DssReport {
  readonly signatures: readonly DssSignature[]
  /** Why the file could not be judged at all. */
  readonly error: string | undefined
}

/** What the EU's Digital Signature Service says, by its default policy and with no network. */
export function askDss(files: readonly Asked[]): ReadonlyMap<string, DssReport> {
  const answers = askJava('dss', files.map(({ path, anchor = '', at }) => [path, anchor, at?.toISOString() ?? '', '']))
  return new Map(files.map(({ path }) => {
    const own = answers.filter(([file]) => file === path)
    return [path, { error: own.find(([, what]) => what === 'ERROR')?.[2], signatures: own.filter((fields) => fields.length > 3).map(signatureOf) }]
  }))
}

function signatureOf([, place = '', level = '', indication = '', subIndication = '', flags = '', messages = '']: readonly string[]): DssSignature {
  return { place, level, indication, subIndication: subIndication || undefined, flags: new Set(flags.split(' ')), messages }
}

export function dssOpinion({ signatures, error }: DssReport): Opinion {
  if (error !== undefined) return 'bad'
  if (signatures.length === 0) return undefined
  return signatures.every(({ indication, subIndication, flags }) => indication !== 'TOTAL_FAILED' && flags.has('intact') && flags.has('valid') && !isBeyondTrust(subIndication)) ? 'good' : 'bad'
}
