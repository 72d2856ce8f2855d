import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Id } from '../kernel/id.ts'
import type { Deed } from '../modules/audit/index.ts'
import { noteInDeed, putOnDesk, unfinishedWork } from '../modules/circulation/index.ts'
import { unsentDocuments } from '../modules/dispatch/index.ts'
import { receiveForm, type IntakeDeps } from '../modules/intake/index.ts'
import { tamperingIn, trustOf } from './validation.ts'
import { clamScanner } from '../platform/malware/index.ts'
import type { PortalDeps, PublicationDeps, SubmitDeps } from '../modules/publication/index.ts'
import type { Grantee, LifeDeps, RecordsDeps } from '../modules/records/index.ts'
import type { SigningDeps } from '../modules/signing/index.ts'
import type { Office } from './office.ts'
import type { SealingDeps } from './rendition-seal.ts'
import { keyOpener, officeSigner, type SignerSettings } from './signing/signer.ts'
import { timestamperOf } from './timestamper.ts'

/** What reception needs: the office, and circulation's way of putting a document on a unit's desk. */
export function intakeDeps(office: Office): IntakeDeps {
  const { scannerUrl } = office.config
  return {
    ...office,
    ...(scannerUrl ? { scanner: clamScanner(scannerUrl) } : {}),
    putOnDesk,
    tampering: (bytes, signal) => tamperingIn(bytes, office.now(), signal),
    async announce(deed: Deed, documentId: Id<'Document'>, to: Grantee) {
      const done = await noteInDeed(deed, documentId, to, 'Do spisu přibyl doručený dokument.')
      if (!done.ok) throw new Error(`a document just registered could not be announced: ${done.refusal}`)
    },
  }
}

/** What records needs: the office, and what other rooms have not finished with before a file is closed. */
export function recordsDeps(office: Office): RecordsDeps & LifeDeps {
  return {
    ...office,
    async unfinished(tx, tenantId, documentIds) {
      return [...new Set([...await unfinishedWork(tx, tenantId, documentIds), ...await unsentDocuments(tx, tenantId, documentIds)])]
    },
  }
}

/** What the signature book needs: the office, and the engines with the keys. */
export function signingDeps(office: Office): SigningDeps {
  return { ...office, signer: officeSigner(signerSettings(office)) }
}

function signerSettings(office: Office): SignerSettings {
  const { csc, tokens, agentUrl } = office.config.signing
  return { secret: office.signingKey, authority: office.authority, timestamper: timestamperOf(office), csc: csc ?? null, tokens: tokens ?? null, agentUrl: agentUrl ?? null }
}

/** What sealing the log needs: the office, its keys, time stamps, and whom it believes. */
export const sealingDeps = (office: Office): SealingDeps => ({ ...office, ...trustOf(office), openKey: keyOpener(signerSettings(office)), timestamper: timestamperOf(office) })

export const publicationDeps = (office: Office): PublicationDeps => office

const built = new URL('../../dist/portal/', import.meta.url)

/** What the citizens' pages need: the public's own view of the database, and the built pages. */
export async function portalDeps(office: Office, log?: PortalDeps['log']): Promise<PortalDeps> {
  const module = new URL('render.js', built)
  if (!existsSync(module)) throw new Error('The citizen portal has not been built. Start the office by "npm start", which builds it.')
  const { renderPage } = (await import(module.href)) as { renderPage: PortalDeps['render'] }
  const { portalDb, now, logKey } = office
  const submissions: SubmitDeps = {
    db: office.db, files: office.files, portalKey: office.portalKey,
    receiveForm: (tenantId, form, key) => receiveForm(intakeDeps(office), tenantId, form, { key }),
  }
  return { portalDb, now, logKey, submissions, render: renderPage, assets: fileURLToPath(new URL('assets/', built)), ...(log ? { log } : {}) }
}
