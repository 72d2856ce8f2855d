import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { judgePath, readCertificate, readCrl, type Certificate, type Crl } from './index.ts'

const folder = fileURLToPath(new URL('../../../../shared/cases/signatures/nist_pkits/', import.meta.url))
const skip = existsSync(folder) ? false : 'the cases are not here: ../shared'

interface Case {
  readonly id: string
  readonly name: string
  readonly cert: string
  readonly other_certs?: readonly string[]
  readonly crls?: readonly string[]
  readonly revocation?: boolean
  readonly error?: { readonly class: string }
  readonly params?: {
    readonly user_initial_policy_set?: readonly string[]
    readonly initial_explicit_policy?: boolean
    readonly initial_policy_mapping_inhibit?: boolean
    readonly initial_any_policy_inhibit?: boolean
  }
}

/** Not as the suite says, and why. */
const otherwise: Readonly<Record<string, string>> = {
  40105: 'a DSA key whose parameters are its issuer\'s: OpenSSL knows none without its own, and no signature by DSA is accepted today',
}

const expected: Readonly<Record<string, (problem: string) => boolean>> = {
  RevokedError: (problem) => problem === 'revoked',
  InsufficientRevinfoError: (problem) => problem === 'no-revocation-evidence',
  StaleRevinfoError: (problem) => problem === 'no-revocation-evidence',
  PathValidationError: (problem) => problem !== 'revoked' && problem !== 'no-revocation-evidence',
}

test('all paths of the public test suite (NIST PKITS) are judged as it says, but for those listed with a reason', { skip }, (context) => {
  const certificates = new Map<string, Certificate>()
  for (const file of readdirSync(`${folder}certs`)) {
    const read = readCertificate(readFileSync(`${folder}certs/${file}`))
    if (read.ok) certificates.set(file, read.value)
  }
  const crls = new Map<string, Crl>()
  for (const file of readdirSync(`${folder}crls`)) {
    const read = readCrl(readFileSync(`${folder}crls/${file}`))
    if (read.ok) crls.set(file, read.value)
  }
  const anchor = certificates.get('TrustAnchorRootCertificate.crt')
  const root = crls.get('TrustAnchorRootCRL.crl')
  assert.ok(anchor && root)
  const cases: readonly Case[] = JSON.parse(readFileSync(`${folder}pkits.json`, 'utf8'))
  const now = new Date('2020-01-01T00:00:00Z')
  const wrong = cases.filter(({ id }) => !(id in otherwise)).flatMap((one) => {
    const certificate = certificates.get(one.cert)
    const others = (one.other_certs ?? []).flatMap((file) => certificates.get(file) ?? [])
    const answer = certificate && judgePath({
      certificate, anchors: [anchor], at: now, now, revocation: one.revocation === false ? 'none' : 'required',
      evidence: { certificates: others, crls: [root, ...(one.crls ?? []).flatMap((file) => crls.get(file) ?? [])], ocsps: [] },
      demands: {
        policies: one.params?.user_initial_policy_set, requireExplicit: one.params?.initial_explicit_policy,
        inhibitMapping: one.params?.initial_policy_mapping_inhibit, inhibitAny: one.params?.initial_any_policy_inhibit,
      },
    })
    const problem = answer ? answer.failure?.problem : 'malformed'
    const asSaid = one.error && problem !== undefined ? (expected[one.error.class]?.(problem) ?? false) : problem === undefined && !one.error
    return asSaid ? [] : [`${one.id} ${one.name}: ${problem ?? 'holds'}`]
  })
  context.diagnostic(`${cases.length - wrong.length - Object.keys(otherwise).length} of ${cases.length} as the suite says`)
  assert.deepEqual(wrong, [])
})
