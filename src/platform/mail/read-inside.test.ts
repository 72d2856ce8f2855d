import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import readInside from './read-inside.ts'
import { mailLimits, mailReading, refusals } from './reading.ts'

async function isAnswered(bytes: Uint8Array) {
  const read = await readInside({ bytes, limits: mailLimits })
  if (read.ok) mailReading.parse(read.value)
  else assert.ok(refusals.includes(read.refusal))
}

it('answers for any bytes', () => fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), isAnswered)))

const fragments = ['From: a@example.cz\r\n', 'Subject: =?utf-8?Q?=C5', 'Date: x\n', '\r\n', '\n', '--b\r\n', '--b--\r\n',
  '--c\n', ' folded\r\n', '\0', 'é', '\xff',
  'Content-Type: multipart/mixed; boundary=b\r\n', 'Content-Type: multipart/alternative; boundary="c\r\n',
    'Content-Type: message/rfc822\r\n',
  'Content-Type: text/html\r\n', 'Content-Type: text/plain; charset=x; name="a.txt"\r\n', 'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n', 'Content-Disposition: inline; filename*0*=utf-8\'\'%C5; filename*1=x\r\n',
    'QUJD\r\n', '=C5=', '<p>x',
  'To: group: a@b, <c@d>;, "x\r\n', 'Content-Type: text/plain; format=flowed; delsp=yes\r\n', 'message-id: <x@y\r\n', '(((', '"']

it('answers for any mixture of the pieces mails are made of', () => fc.assert(
  fc.asyncProperty(fc.array(fc.constantFrom(...fragments), { maxLength: 40 }),
    (pieces) => isAnswered(Buffer.from(pieces.join(''), 'latin1'))),
  { numRuns: 300 }))
