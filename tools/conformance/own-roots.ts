import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readAsic } from '../../src/engines/asic/index.ts'
import { carriedEvidence, readSignedData } from '../../src/engines/cms/index.ts'
import { openPdf, reading, securityStore, signatures } from '../../src/engines/pdf/index.ts'
import { kindByContent } from '../../src/engines/verdict/index.ts'
import { ourReport, type Asked } from './opinion.ts'

/**
 * The same files, each judged as if the authorities whose certificates it brings were trusted, an hour after the last time it tells of:
 * so the judges have to look at revocation, timestamps and time as well, and not only at who is trusted.
 */
export function withOwnRoots(corpus: readonly Asked[], folder: string): Asked[] {
  return corpus.flatMap((file, index) => {
    const authorities = certificatesIn(readFileSync(file.path)).filter(({ ca }) => ca)
    if (authorities.length === 0) return []
    const anchor = join(folder, `roots-${index}-${basename(file.path)}.pem`)
    writeFileSync(anchor, [...new Set(authorities.map((one) => one.toString()))].join(''))
    return [{ ...file, anchor, at: hourAfter(file) }]
  })
}

function hourAfter(file: Asked): Date {
  const { signatures: all, timestamps } = ourReport(file)
  const told = [...timestamps, ...all.flatMap((one) => one.timestamps)].map(({ at }) => at.getTime())
  return new Date(Math.max(0, ...told, ...all.map(({ signedAt }) => signedAt?.getTime() ?? 0)) + 3_600_000)
}

function certificatesIn(bytes: Uint8Array): X509Certificate[] {
  return dersIn(bytes).flatMap((der) => {
    try {
      return [new X509Certificate(der)]
    } catch {
      return []
    }
  })
}

function dersIn(bytes: Uint8Array): readonly Uint8Array[] {
  switch (kindByContent(bytes)) {
    case 'pdf': return dersInPdf(bytes)
    case 'cms': return dersInCms(bytes)
    case 'zip': { const asic = readAsic(bytes); return asic.ok ? [...asic.value.signatures, ...asic.value.timestamps].flatMap((one) => dersInCms(one.bytes)) : [] }
    default: return []
  }
}

function dersInPdf(bytes: Uint8Array): readonly Uint8Array[] {
  const pdf = openPdf(bytes)
  const found = pdf.ok ? reading(() => [...signatures(pdf.value).flatMap(({ contents }) => contents ? dersInCms(contents.value) : []), ...securityStore(pdf.value.latest)?.certificates.map((one) => one.bytes) ?? []]) : pdf
  return found.ok ? found.value : []
}

function dersInCms(bytes: Uint8Array): readonly Uint8Array[] {
  const data = readSignedData(bytes)
  return data.ok ? [...data.value.certificates, ...data.value.signers.flatMap((signer) => carriedEvidence(signer.signed, signer.unsigned).certificates)] : []
}
