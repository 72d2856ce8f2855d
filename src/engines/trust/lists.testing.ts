import { createHash, createPrivateKey, sign } from 'node:crypto'
import { canonicalise, parseXml, transforms, xmldsig } from '../xml/index.ts'

/** Who signs the lists of these tests, as DER. Made for them alone; the key proves nothing to anybody. */
export const listSigner = Buffer.from('MIIB1jCCAXugAwIBAgIUFSSMZEi/0xjoyNnzkEE/4r7+wfcwCgYIKoZIzj0EAwIwPzELMAkGA1UEBhMCQ1oxEDAOBgNVBAoMB1prb3Vza2ExHjAcBgNVBAMM' +
  'FVBvZGVwaXNvdmF0ZWwgc2V6bmFtdTAgFw0yNjExMjgwMzMxMTZaGA8yMTI2MTEwNDAzMzExNlowPzELMAkGA1UEBhMCQ1oxEDAOBgNVBAoMB1prb3Vza2Ex' +
  'HjAcBgNVBAMMFVBvZGVwaXNvdmF0ZWwgc2V6bmFtdTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNq/ORDy9MNfRCFktYazDz1U9/FSgMchWvXJ4/eYY37l' +
  '23hUXVzyxdWUrg6oWS+XnOm0rOsJfMGY5Ofb3pyHc5yjUzBRMB0GA1UdDgQWBBThN/cdH+kQuNRX5/9PP6nJD5txdzAfBgNVHSMEGDAWgBThN/cdH+kQuNRX' +
  '5/9PP6nJD5txdzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQD2/GVbC2dk+XAjUZEtTTDKi0/czkXeSCmV6tkPzmU4yAIhALU3ckURtpXx' +
  '4VwnB8/6apvWx5anTQxsSGi6Mj6Yj9uM', 'base64')

/** A service of these lists: who issues the certificates. */
export const listedIssuer = Buffer.from('MIIB9TCCAZugAwIBAgIUfeWjqD5RQBfkAgooz5h0zFsHI/8wCgYIKoZIzj0EAwIwTzELMAkGA1UEBhMCQ1oxEDAOBgNVBAoMB1prb3Vza2ExLjAsBgNVBAMM' +
  'JVZ5ZGF2YXRlbCBrdmFsaWZpa292YW55Y2ggY2VydGlmaWthdHUwIBcNMjYxMTI4MDMzMTE2WhgPMjEyNjExMDQwMzMxMTZaME8xCzAJBgNVBAYTAkNaMRAw' +
  'DgYDVQQKDAdaa291c2thMS4wLAYDVQQDDCVWeWRhdmF0ZWwga3ZhbGlmaWtvdmFueWNoIGNlcnRpZmlrYXR1MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE' +
  'JXjasMroZS4IPXbuDOCZFCLAXtsQurCfnTqayIbNTIRCgtxp7Pk/7YVp8u3cIPK/nxmBUbF+0aRcTH9YyLATpKNTMFEwHQYDVR0OBBYEFIf01uDC6plcf0+C' +
  'wLU0Sn/JIEjmMB8GA1UdIwQYMBaAFIf01uDC6plcf0+CwLU0Sn/JIEjmMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgSfGJDiKnKCKogPd2' +
  'GHHsQQXhAzIYXqA1wJbxbVOZm/MCIQCO9wXvEF2V+ZFIDJZhYOfEx1bCXddPlu7g5DdIUxs61A==', 'base64')

const listKey = createPrivateKey({ format: 'der', type: 'pkcs8', key: Buffer.from('MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9YCMo56tnjJpXcvj79RRep5BuTQDrT7MatG0I4RsbpyhRANCAATavzkQ8vTDX0QhZLWGsw89' +
  'VPfxUoDHIVr1yeP3mGN+5dt4VF1c8sXVlK4OqFkvl5zptKzrCXzBmOTn296ch3Oc', 'base64') })

const uri = 'http://uri.etsi.org/TrstSvc/'

export interface PeriodToTell {
  readonly status: string
  readonly from: string
  readonly type?: string
  readonly extensions?: string
}

const period = (tag: string, { status, from, type = 'CA/QC', extensions = '' }: PeriodToTell) => `<${tag}>
  <ServiceTypeIdentifier>${uri}Svctype/${type}</ServiceTypeIdentifier><ServiceName><Name xml:lang="cs">Služba</Name></ServiceName>
  <ServiceDigitalIdentity><DigitalId><X509Certificate>${listedIssuer.toString('base64')}</X509Certificate></DigitalId></ServiceDigitalIdentity>
  <ServiceStatus>${uri}TrustedList/Svcstatus/${status}</ServiceStatus><StatusStartingTime>${from}</StatusStartingTime>
  <ServiceInformationExtensions>${extensions}</ServiceInformationExtensions></${tag}>`

/** A list with one service, unsigned; the present period first. `pointers` is the XML of OtherTSLPointer elements. */
export function listText([present, ...former]: readonly PeriodToTell[], pointers = '', sequence = 1, type = 'EUgeneric'): string {
  const service = present && `<TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="cs">Poskytovatel</Name></TSPName></TSPInformation>
    <TSPServices><TSPService>${period('ServiceInformation', present)}
    <ServiceHistory>${former.map((one) => period('ServiceHistoryInstance', one)).join('')}</ServiceHistory></TSPService></TSPServices></TrustServiceProvider></TrustServiceProviderList>`
  return `<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" xmlns:q="http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#"
    xmlns:x="http://uri.etsi.org/01903/v1.3.2#" Id="List"><SchemeInformation><TSLVersionIdentifier>6</TSLVersionIdentifier><TSLSequenceNumber>${sequence}</TSLSequenceNumber>
    <TSLType>${uri}TrustedList/TSLType/${type}</TSLType><SchemeTerritory>CZ</SchemeTerritory><PointersToOtherTSL>${pointers}</PointersToOtherTSL>
    <ListIssueDateTime>2026-01-01T00:00:00Z</ListIssueDateTime><NextUpdate><dateTime>2026-07-01T00:00:00Z</dateTime></NextUpdate></SchemeInformation>
    ${service ?? ''}</TrustServiceStatusList>`
}

/** How a signature is made, so that tests can make it wrong. */
export interface Signing {
  readonly uri?: string
  readonly digest?: string
  /** Where the signature goes, in the text without one. */
  readonly before?: string
}

/** Signs as the operators of lists do: enveloped, exclusive canonical form, the certificate inside. */
export function signedList(text: string, { uri: reference = '', digest = 'sha256', before = '</TrustServiceStatusList>' }: Signing = {}): Buffer {
  const digestUri = digest === 'sha1' ? `${xmldsig}sha1` : `http://www.w3.org/2001/04/xmlenc#${digest}`
  const value = createHash(digest).update(canonicalise(rootOf(text), transforms.exclusive)).digest('base64')
  const info = `<SignedInfo xmlns="${xmldsig}"><CanonicalizationMethod Algorithm="${transforms.exclusive}"/><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>`
    + `<Reference URI="${reference}"><Transforms><Transform Algorithm="${transforms.enveloped}"/><Transform Algorithm="${transforms.exclusive}"/></Transforms>`
    + `<DigestMethod Algorithm="${digestUri}"/><DigestValue>${value}</DigestValue></Reference></SignedInfo>`
  const signature = sign('sha256', canonicalise(rootOf(info), transforms.exclusive), { key: listKey, dsaEncoding: 'ieee-p1363' }).toString('base64')
  const element = `<Signature xmlns="${xmldsig}">${info}<SignatureValue>${signature}</SignatureValue><KeyInfo><X509Data><X509Certificate>${listSigner.toString('base64')}</X509Certificate></X509Data></KeyInfo></Signature>`
  return Buffer.from(text.replace(before, element + before))
}

function rootOf(text: string): Element {
  const parsed = parseXml(Buffer.from(text))
  if (!parsed.ok) throw new Error(parsed.refusal)
  return parsed.value.documentElement
}
