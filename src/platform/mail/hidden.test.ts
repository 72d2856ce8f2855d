import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { attached, letter, mail, mixed } from './fixtures.ts'
import readInside from './read-inside.ts'
import { mailLimits } from './reading.ts'
import { tnefFiles } from './tnef.ts'
import { uuFilesIn } from './uuencode.ts'

async function reading(bytes: Buffer) {
  const read = await readInside({ bytes, limits: mailLimits })
  assert.ok(read.ok)
  return read.value
}

/** Uuencode as programs write it. */
function uuencode(bytes: Buffer): string {
  const sign = (value: number) => value === 0 ? '`' : String.fromCharCode(value + 32)
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 45) {
    const piece = bytes.subarray(at, at + 45)
    const padded = Buffer.concat([piece, Buffer.alloc((3 - (piece.length % 3)) % 3)])
    let line = sign(piece.length)
    for (let i = 0; i < padded.length; i += 3) {
      const word = padded.readUIntBE(i, 3)
      line += [18, 12, 6, 0].map((shift) => sign((word >> shift) & 63)).join('')
    }
    lines.push(line)
  }
  return `begin 644 plán.bin\r\n${lines.join('\r\n')}\r\n\`\r\nend`
}

const attribute = (id: number, value: Buffer) => {
  const head = Buffer.alloc(9)
  head.writeUInt8(2, 0)
  head.writeUInt32LE(id, 1)
  head.writeUInt32LE(value.length, 5)
  return Buffer.concat([head, value, Buffer.alloc(2)])
}
const property = (type: number, id: number, value: Buffer) => {
  const head = Buffer.alloc(12)
  head.writeUInt16LE(type, 0)
  head.writeUInt16LE(id, 2)
  head.writeUInt32LE(1, 4)
  head.writeUInt32LE(value.length, 8)
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
}
const properties = (...each: Buffer[]) => {
  const count = Buffer.alloc(4)
  count.writeUInt32LE(each.length)
  return attribute(0x00069005, Buffer.concat([count, ...each]))
}
const tnef = (...attributes: Buffer[]) => Buffer.concat([Buffer.from('789f3e220100', 'hex'), ...attributes])
const file = (short: string, bytes: Buffer, long?: string) => [
  attribute(0x00069002, Buffer.alloc(14)), attribute(0x00018010, Buffer.from(`${short}\0`)), attribute(0x0006800f, bytes),
  ...long ? [properties(property(0x1f, 0x3707, Buffer.from(`${long}\0`, 'utf16le')))] : []]

describe('files hidden in a mail', () => {
  it('in uuencode in the letter are taken out, whatever the bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 300 }, (_, i) => i % 256))
    const { parts, warnings, text } = await reading(mail(letter, `Posílám plán.\r\n${Buffer.from(uuencode(bytes)).toString('latin1')}\r\nNovák`))
    assert.deepEqual(parts.map(({ name, bytes: content }) => [name, Buffer.from(content).equals(bytes)]), [['plán.bin', true]])
    assert.deepEqual([warnings.at(-1), text.includes('begin 644')], [{ kind: 'file-in-text', name: 'plán.bin' }, true])
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (any) => {
      assert.deepEqual(uuFilesIn(uuencode(Buffer.from(any))).map((found) => [...found.bytes]), [[...any]])
    }))
  })

  it('are not seen where a letter only speaks of them', () => {
    for (const text of ['begin 644 a.bin\nto work now\nend', 'begin 644 a.bin\n#0V%T\n', 'begin the day\nend', 'end\nbegin 644 x\nend']) assert.deepEqual(uuFilesIn(text), [], text)
  })

  it('in a winmail.dat follow it under their long names, also those of a message within', async () => {
    const within = tnef(...file('UVNITR.TXT', Buffer.from('uvnitř'), 'uvnitř.txt'))
    const whole = tnef(...file('PLAN~1.PDF', Buffer.from('%PDF-1.7'), 'plán stavby.pdf'), attribute(0x00069002, Buffer.alloc(14)), properties(property(0xd, 0x3701, Buffer.concat([Buffer.alloc(16), within]))))
    const { parts, warnings } = await reading(mixed([[['Content-Type: text/plain'], 'Dobrý den'], [[...attached('filename=winmail.dat', '')[0], 'Content-Transfer-Encoding: base64'], whole.toString('base64')]]))
    assert.deepEqual(parts.map(({ name, nested }) => [name, nested]), [['winmail.dat', false], ['plán stavby.pdf', true], ['uvnitř.txt', true]])
    assert.equal(Buffer.from(parts[1]?.bytes ?? []).toString(), '%PDF-1.7')
    assert.deepEqual(warnings.filter(({ kind }) => kind === 'outlook-container'), [{ kind: 'outlook-container', name: 'winmail.dat' }])
  })

  it('in a winmail.dat that holds itself, or is any bytes at all, end the reading', () => {
    let deep = tnef(...file('a', Buffer.from('a')))
    for (let i = 0; i < 50; i += 1) deep = tnef(attribute(0x00069002, Buffer.alloc(14)), properties(property(0xd, 0x3701, Buffer.concat([Buffer.alloc(16), deep]))))
    assert.deepEqual(tnefFiles(deep), [])
    const honest = tnef(...file('A.TXT', Buffer.from('obsah'), 'a.txt'))
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(honest.length), (noise, at) => void tnefFiles(Buffer.concat([honest.subarray(0, at), noise, honest.subarray(at)]))))
  })
})
