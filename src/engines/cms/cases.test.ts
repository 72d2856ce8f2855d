import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { commitmentsOf, contentHintsOf, contentOf, noContent, policyOf, readableCertificates, readSignedData, signingTimeOf, verifySigner, type SignedData } from './index.ts'

const folder = fileURLToPath(new URL('../../../../shared/cases/signatures/dss-cades/validation/', import.meta.url))
const skip = existsSync(folder) ? false : 'the cases are not here: ../shared'
const files = skip === false ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.p7[ms]$/.test(file)) : []

function faultsOf(data: SignedData): string[] {
  const content = data.content ? contentOf(data.content) : noContent
  return data.signers.flatMap((signer) => verifySigner(data, signer, content, readableCertificates(data.certificates)).failures.map(({ fault }) => fault))
}

/** Of the public suite all whose content is within hold, but for these. */
const faulty: Readonly<Record<string, readonly string[]>> = {
  'malformed-cades.p7m': ['malformed'], 'Signature-C-DE_CRY-4.p7m': ['not-der'], 'cades-duplicated-signed-attrs.p7m': ['attribute-repeated', 'data-missing'],
  'dss-1419/CAdES-BpB-att-SHA3_256-SHA256withRSA.p7m': ['algorithms-disagree', 'signature-wrong'], 'dss-1419/CAdES-BpB-att-SHA3_512-SHA256withRSA.p7m': ['algorithms-disagree', 'signature-wrong'],
}

test('signatures of the public suite hold or fail as their authors say', { skip }, () => {
  assert.ok(files.length > 50)
  for (const file of files) {
    const data = readSignedData(readFileSync(folder + file))
    const faults = data.ok ? faultsOf(data.value) : [data.refusal]
    const isDetached = data.ok && data.value.content === undefined
    assert.deepEqual(faults, faulty[file] ?? (isDetached && data.ok ? data.value.signers.map(() => 'data-missing') : []), file)
  }
})

test('what signers claim is read from real files', { skip }, () => {
  const first = (file: string) => {
    const data = readSignedData(readFileSync(folder + file))
    return data.ok ? data.value.signers[0]?.signed : assert.fail(file)
  }
  assert.equal(policyOf(first('Signature-C-B-B-8.p7m'))?.oid.startsWith('1.'), true)
  assert.ok(files.some((file) => !file.startsWith('malformed') && commitmentsOf(first(file)).length > 0))
  assert.ok(files.some((file) => !file.startsWith('malformed') && contentHintsOf(first(file)) !== undefined))
  assert.ok(files.filter((file) => !file.startsWith('malformed') && signingTimeOf(first(file)) !== undefined).length > 50)
})
