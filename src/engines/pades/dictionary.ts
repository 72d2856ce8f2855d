import { dictionary, name, string, textString, writable, writeDate, type FieldLock, type PdfValue, type Writable, type WritableDictionary } from '../pdf/index.ts'
import { roomy } from './gap.ts'
import type { Intent } from './model.ts'

/** What a signature promises for the rest of the file's life. */
export type Promises = {
  /** Certifies: what may still be done. */
  readonly permission: 1 | 2 | 3 | undefined
  /** The lock of its field, which becomes binding by being signed. */
  readonly lock: FieldLock | undefined
}

/** The signature dictionary (ISO 32000-2 § 12.8.1, EN 319 142-1 § 5.3); nothing about the time stands in the CMS. */
export function signatureDictionary(intent: Intent, promises: Promises): WritableDictionary {
  const { ByteRange, Contents } = roomy(intent.room)
  const entries: Record<string, Writable> = {
    Type: name('Sig'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.CAdES.detached'), ByteRange, Contents, M: string(Buffer.from(writeDate(intent.signedAt))),
  }
  if (intent.name !== undefined) entries['Name'] = textString(intent.name)
  if (intent.reason !== undefined) entries['Reason'] = textString(intent.reason)
  if (intent.location !== undefined) entries['Location'] = textString(intent.location)
  if (intent.contact !== undefined) entries['ContactInfo'] = textString(intent.contact)
  const references = referencesOf(promises)
  if (references.length > 0) entries['Reference'] = references
  return writable(entries)
}

/** A document time-stamp dictionary (EN 319 142-1 § 5.4.3). */
export const timestampDictionary = (room: number): WritableDictionary => {
  const { ByteRange, Contents } = roomy(room)
  return writable({ Type: name('DocTimeStamp'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.RFC3161'), ByteRange, Contents })
}

function referencesOf({ permission, lock }: Promises): readonly PdfValue[] {
  const references: PdfValue[] = []
  if (permission !== undefined) references.push(certifying[permission])
  if (lock !== undefined) references.push(transform('FieldMDP', lockEntries(lock)))
  return references
}

function transform(method: string, parameters: Readonly<Record<string, PdfValue>>): PdfValue {
  return dictionary({
    Type: name('SigRef'), TransformMethod: name(method), TransformParams: dictionary({ Type: name('TransformParams'), V: name('1.2'), ...parameters }),
  })
}

const certifying = { 1: transform('DocMDP', { P: 1 }), 2: transform('DocMDP', { P: 2 }), 3: transform('DocMDP', { P: 3 }) }

export const lockEntries = ({ action, fields }: FieldLock): Readonly<Record<string, PdfValue>> =>
  ({ Action: name(action), ...action === 'All' ? {} : { Fields: fields.map(textString) } })
