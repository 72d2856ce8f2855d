import fc, { type Arbitrary } from 'fast-check'
import { hostileText } from './testing-hostile.ts'

/** A body with its kind. */
export interface Form { readonly type: string; readonly body: Buffer }

const fieldNames = ['number', 'code', 'document', 'lang', 'draft', 'step', 'name', 'email', 'phone', 'subject', 'text', 'keep', 'web', 'files', 'proof', 'file', '__proto__', 'constructor', ''] as const
const fieldValues = fc.oneof(fc.constantFrom('check', 'edit', 'send', 'cs', 'en', 'KUNK 1/2026', 'AAAA-BBBB-CCCC', 'jana@example.cz'), hostileText)
const fields = fc.array(fc.tuple(fc.constantFrom(...fieldNames), fieldValues), { maxLength: 12 })

/** A form of the portal as a browser sends it, with anything in it. */
export const urlencoded: Arbitrary<Form> = fields.map((pairs) => (
  { type: 'application/x-www-form-urlencoded', body: Buffer.from(pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`).join('&')) }))

const fileNames = fc.oneof(fc.constantFrom('dopis.txt', '../../x', 'a"b.txt', 'a\r\nX-Evil: 1\r\n', '', '.', 'CON', 'x'.repeat(3_000), 'nul\0.txt', '\u202etxt.exe', "x'; --"), hostileText)
const contents = fc.oneof(
  fc.constantFrom('', 'Dobrý den', 'From: a@b.cz\r\nSubject: x\r\n\r\nText', '%PDF-1.7\n%%EOF', 'PK\u0003\u0004', '<html><script>1</script></html>', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'GIF89a', '--hranice--', '\0\0\0\0').map((text) => Buffer.from(text, 'latin1')),
  fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)))

const part = fc.oneof(
  fc.tuple(fc.constantFrom(...fieldNames), fieldValues).map(([name, value]) => Buffer.concat([head(`form-data; name="${name}"`), Buffer.from(value.toWellFormed())])),
  fc.tuple(fc.constantFrom(...fieldNames), fileNames, contents).map(([name, file, bytes]) => Buffer.concat([head(`form-data; name="${name}"; filename="${file}"`, 'Content-Type: application/octet-stream\r\n'), bytes])),
  fc.constantFrom('form-data', 'attachment; name="x"', 'form-data; name="x"; filename*=UTF-8\'\'%zz%00', 'form-data; name="x', '', 'form-data; name="x"; name="y"').map((disposition) => Buffer.concat([head(disposition), Buffer.from('x')])),
)
const head = (disposition: string, more = '') => Buffer.from(`Content-Disposition: ${disposition}\r\n${more}\r\n`)
const between = Buffer.from('\r\n--hranice\r\n')

/** Parts of a form with files; one in five is cut off, or never ends, or says another boundary than it uses. */
export const multipart: Arbitrary<Form> = fc.tuple(fc.array(part, { maxLength: 8 }), fc.constantFrom('whole', 'whole', 'whole', 'whole', 'cut', 'endless', 'foreign', 'none')).map(([parts, way]) => {
  const inside = Buffer.concat(parts.flatMap((each) => [between, each])).subarray(2)
  const whole = Buffer.concat([inside, Buffer.from('\r\n--hranice--\r\n')])
  return {
    type: `multipart/form-data${way === 'none' ? '' : `; boundary=${way === 'foreign' ? 'jina' : 'hranice'}`}`,
    body: way === 'cut' ? whole.subarray(0, Math.floor(whole.length * 0.7)) : way === 'endless' ? inside : whole,
  }
})
