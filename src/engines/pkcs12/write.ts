import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes, type KeyObject } from 'node:crypto'
import { der } from '../asn1/index.ts'
import type { Certificate } from '../x509/index.ts'
import { derivePkcs12 } from './derive.ts'

const iterations = 100_000
const id = {
  data: '1.2.840.113549.1.7.1', encryptedData: '1.2.840.113549.1.7.6', pbes2: '1.2.840.113549.1.5.13', pbkdf2: '1.2.840.113549.1.5.12', hmacSha256: '1.2.840.113549.2.9', aes256: '2.16.840.1.101.3.4.1.42',
  lockedKey: '1.2.840.113549.1.12.10.1.2', certificateBag: '1.2.840.113549.1.12.10.1.3', x509: '1.2.840.113549.1.9.22.1', localKeyId: '1.2.840.113549.1.9.21', sha256: '2.16.840.1.101.3.4.2.1',
} as const

/** A file with a private key, its certificate and the chain, locked by a password. `random` gives salts: of tests the same ones each time. */
export function writePkcs12(key: KeyObject, certificates: readonly Certificate[], password: string, random: (size: number) => Uint8Array = randomBytes): Uint8Array {
  const keyId = createHash('sha1').update(certificates[0]?.der ?? '').digest()
  const attributes = der.set(der.sequence(der.oid(id.localKeyId), der.set(der.octets(keyId))))
  const lockedKey = lock(key.export({ type: 'pkcs8', format: 'der' }), password, random)
  const keyBag = der.sequence(der.oid(id.lockedKey), der.tagged(0, der.sequence(lockedKey.algorithm, der.octets(lockedKey.bytes))), attributes)
  const certificateBags = certificates.map((certificate, index) => der.sequence(
    der.oid(id.certificateBag), der.tagged(0, der.sequence(der.oid(id.x509), der.tagged(0, der.octets(certificate.der)))), ...(index === 0 ? [attributes] : []),
  ))
  const locked = lock(der.sequence(...certificateBags), password, random)
  const encrypted = der.sequence(der.oid(id.encryptedData), der.tagged(0, der.sequence(der.integer(0), der.sequence(der.oid(id.data), locked.algorithm, der.taggedPrimitive(0, locked.bytes)))))
  const contents = der.sequence(encrypted, dataInfo(der.sequence(keyBag)))
  const salt = random(16)
  const mac = createHmac('sha256', derivePkcs12('sha256', password, salt, iterations, 'mac', 32)).update(contents).digest()
  return der.sequence(der.integer(3), dataInfo(contents), der.sequence(der.sequence(der.sequence(der.oid(id.sha256), der.nothing), der.octets(mac)), der.octets(salt), der.integer(iterations)))
}

const dataInfo = (bytes: Uint8Array) => der.sequence(der.oid(id.data), der.tagged(0, der.octets(bytes)))

function lock(bytes: Uint8Array, password: string, random: (size: number) => Uint8Array) {
  const [salt, iv] = [random(16), random(16)]
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, iterations, 32, 'sha256'), iv)
  const derivation = der.sequence(der.oid(id.pbkdf2), der.sequence(der.octets(salt), der.integer(iterations), der.sequence(der.oid(id.hmacSha256), der.nothing)))
  return {
    algorithm: der.sequence(der.oid(id.pbes2), der.sequence(derivation, der.sequence(der.oid(id.aes256), der.octets(iv)))),
    bytes: Buffer.concat([cipher.update(bytes), cipher.final()]),
  }
}
