import type { Id } from '../../kernel/id.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations as records, type Registered } from '../records/index.ts'
import { migrations as intake, type IntakeDeps } from './index.ts'

/** An office with a reception; `handedOver` are the documents that came on desks, with the units. */
export interface TestReception extends TestOffice, IntakeDeps {
  readonly handedOver: [Id<'Document'>, Id<'Unit'>][]
}

export async function testReception(): Promise<TestReception> {
  const handedOver: TestReception['handedOver'] = []
  const office = await testOffice([records, intake])
  return Object.assign(office, { handedOver, putOnDesk: async (_deed: unknown, { document, file }: Registered) => void handedOver.push([document.id, file.holderUnitId]) })
}

/** A small mail with one attachment. */
export function aMail({ subject = 'Žádost o povolení', messageId = '<zadost-1@example.cz>', attachment = 'příloha', name = 'plan.txt' } = {}): Buffer {
  return Buffer.from([
    `Message-ID: ${messageId}`, 'Date: Mon, 23 Nov 2026 09:00:00 +0100', 'From: =?utf-8?Q?Jan_Nov=C3=A1k?= <jan@example.cz>', 'To: podatelna@kuzk.example',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
    '--b', 'Content-Type: text/plain; charset=utf-8', '', 'Dobrý den, žádám o povolení.', '',
    '--b', 'Content-Type: text/plain; charset=utf-8', `Content-Disposition: attachment; filename="${name}"`, 'Content-Transfer-Encoding: base64', '',
    Buffer.from(attachment).toString('base64'), '--b--', '',
  ].join('\r\n'))
}
