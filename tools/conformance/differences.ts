import type { DocumentReport } from '../../src/engines/verdict/index.ts'
import type { DssReport, DssSignature } from './dss.ts'

type Ours = DocumentReport['signatures'][number]

/** No certificate's revocation data is there, in the words of EU DSS. */
const noRevocationData = 'BBB_XCV_IRDPFC_ANS'

/** Why one signature is called otherwise, where that is known and meant; the README argues each. */
export function reasonOfSignature(ours: Ours | undefined, theirs: DssSignature | undefined): string | undefined {
  if (!ours || !theirs || ours.level !== theirs.level) return undefined
  const lacksRevocation = theirs.subIndication === 'CERTIFICATE_CHAIN_GENERAL_FAILURE' && theirs.messages.includes(noRevocationData)
  if (lacksRevocation && ours.subIndication === 'TRY_LATER') return 'revocation data is missing: TRY_LATER here, CERTIFICATE_CHAIN_GENERAL_FAILURE there'
  if (lacksRevocation && ours.subIndication === 'OUT_OF_BOUNDS_NO_POE') return 'expired and without revocation data: here the end of the certificate is told, there the missing data'
  if (ours.subIndication === 'OUT_OF_BOUNDS_NO_POE' && theirs.indication === 'TOTAL_PASSED') return 'the last time stamp has no fresh revocation data: it proves nothing here until somebody fetches some, there it does'
  return undefined
}

/** Why a whole file is called good by one and bad by the other. */
export function reasonOfFile({ signatures, problems }: DocumentReport, { signatures: theirs, error }: DssReport): string {
  if (error !== undefined) return 'EU DSS cannot open it'
  const failed = signatures.find(({ indication, subIndication }) => indication === 'TOTAL_FAILED' || subIndication === 'SIG_CONSTRAINTS_FAILURE' || subIndication === 'CRYPTO_CONSTRAINTS_FAILURE')
  const ourWord = failed ? failed.problems[0]?.code : problems[0]?.code
  const other = theirs.find(({ indication }) => indication === 'TOTAL_FAILED')
  const warned = [...new Set(theirs.flatMap(({ flags }) => [...flags].filter((flag) => flag.includes('-') && flag !== 'b-level')))].sort()
  const isAsWritten = other?.subIndication === 'SIG_CRYPTO_FAILURE' && !failed
  if (isAsWritten) return 'EU DSS: SIG_CRYPTO_FAILURE, for signed attributes or parameters are not written as DER would'
  if (other) return `EU DSS: ${other.subIndication ?? ''} ${other.messages.split(' ')[0] ?? ''}`
  return `we: ${ourWord ?? 'nothing'}; EU DSS ${warned.length > 0 ? `warns at most (${warned.join(', ')})` : 'sees nothing'}`
}
