import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Result } from '../../kernel/result.ts'
import { registerCredential, keepRule, writeAuthority, type NewRule } from '../../modules/signing/index.ts'
import { readUnits } from '../../modules/identity/index.ts'
import { wrapKey } from '../../platform/keys/index.ts'
import type { IssuedKey } from '../../platform/pki/index.ts'
import type { Office } from '../office.ts'
import { demoTenant, demoUnits } from './people.ts'
import type { Cast } from './story.ts'

/** A signature with a time stamp for what goes out, on decisions also to be seen on the page, an approval for what stays within, a seal for certificates. */
const rules: readonly NewRule[] = [
  { classId: null, documentKind: null, need: 'signature+timestamp', mustOpen: 'exceptions', samplePercent: null, onChange: 'affected', visible: false },
  { classId: null, documentKind: 'decision', need: 'signature+timestamp', mustOpen: 'exceptions', samplePercent: null, onChange: 'affected', visible: true },
  { classId: null, documentKind: 'internal', need: 'approval', mustOpen: 'exceptions', samplePercent: null, onChange: 'affected', visible: false },
  { classId: null, documentKind: 'certificate', need: 'seal', mustOpen: 'sample', samplePercent: 5, onChange: 'none', visible: false },
]

/**
 * The rules of signing of the demo office, a soft key for each of its heads and its seal. Their certificates are of the authority that
 * the demo office has for itself; nobody else trusts them.
 */
export async function prepareSigning(office: Office, cast: Cast): Promise<void> {
  const { authority } = office
  const [director] = cast.actors('KR', 'admin')
  if (!authority || !director) return
  for (const rule of rules) must(await keepRule(office, director, rule))
  const startsOn = dayOf(office.now())
  const line = { classId: null, documentKind: null, startsOn, endsOn: null } as const
  must(await writeAuthority(office, director, { ...line, holder: { kind: 'person', id: personOf(director) }, upTo: null, basis: 'čl. 4 podpisového řádu' }))
  for (const { id } of await readUnits(office.db, director.tenantId)) {
    must(await writeAuthority(office, director, { ...line, holder: { kind: 'head', id }, upTo: 500_000, basis: 'čl. 5 odst. 1 podpisového řádu' }))
    must(await writeAuthority(office, director, { ...line, holder: { kind: 'head', id }, documentKind: 'letter', upTo: null, basis: 'čl. 5 odst. 2 podpisového řádu' }))
  }
  for (const head of demoUnits.flatMap(({ code }) => cast.actors(code, 'head'))) await give(office, director, head, authority.issueSigner(head.name))
  await give(office, director, null, authority.issueSeal(demoTenant.name, demoTenant.ico))
}

async function give(office: Office, by: Actor, whose: Actor | null, { key, certificate, chain }: IssuedKey): Promise<void> {
  const [own, ...above] = [certificate, ...chain].map(({ der }) => der)
  if (!own) throw new Error('a key of the demo office has no certificate')
  must(await registerCredential(office, by, {
    personId: whose && personOf(whose), provider: 'soft', label: whose ? 'Ukázkový klíč' : 'Ukázková pečeť', chain: [own, ...above], place: {}, wrappedKey: wrapKey(key, own, office.signingKey),
    validFrom: certificate.notBefore, validTo: certificate.notAfter,
  }))
}

function personOf({ personId, name }: Actor) {
  if (personId === null) throw new Error(`${name} is nobody`)
  return personId
}

function must<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`The demo office was refused its rules of signing: ${result.refusal}`)
  return result.value
}
