import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { flipped, signerOf } from './builders.ts'
import { encodeVerifierKey, isKeyName, noteKey, noteSigner, parseVerifierKey } from './key.ts'
import { encodeNote, maxNoteLength, openNote, parseNote, signNote } from './note.ts'
import { isPlainText } from './wire.ts'

const office = signerOf('office.example/log', 1)
const witness = signerOf('witness.example', 2)
const text = 'Řádek první\n\nŘádek třetí\n'

const names = fc.string({ unit: 'grapheme' }).filter(isKeyName)
const refused = (refusal: string) => ({ ok: false, refusal })

test('opens a note made elsewhere with the key published for it', () => {
  const key = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
  const said = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const signature = '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
  assert.ok(key.ok)
  assert.deepEqual(openNote(`${said}\n${signature}`, [key.value]), { ok: true, value: { text: said, signers: [key.value] } })
  assert.deepEqual(openNote(`${said}.\n${signature}`, [key.value]), refused('malformed-note'))
  assert.deepEqual(openNote(`.${said}\n${signature}`, [key.value]), refused('bad-signature'))
})

test('a verifier key survives being written down, and its id belongs to its name', () => {
  fc.assert(fc.property(names, fc.integer({ min: 0, max: 255 }), (name, seed) => {
    const key = signerOf(name, seed)
    const parsed = parseVerifierKey(encodeVerifierKey(key))
    assert.ok(parsed.ok)
    assert.equal(encodeVerifierKey(parsed.value), encodeVerifierKey(key))
    const signed = signNote(text, [key])
    assert.ok(openNote(signed, [parsed.value]).ok)
    assert.deepEqual(parseVerifierKey(encodeVerifierKey({ ...key, name: `${name}x` })), refused('malformed-key'))
  }))
})

test('a written key of any other shape is refused', () => {
  const good = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8'
  assert.ok(parseVerifierKey(good).ok)
  for (const bad of [
    `${good}\n`, ` ${good}`, good.replace('033de0ae', '033DE0AE'), good.replace('033de0ae', '033de0af'), `${good}AA==`,
    good.slice(0, -4), good.replace('sum.golang.org', 'sum golang.org'), good.replace('sum.golang.org', ''), 'name+033de0ae+', '', '++'
  ]) {
    assert.deepEqual(parseVerifierKey(bad), refused('malformed-key'), bad)
  }
  assert.deepEqual(parseVerifierKey(good.replace('+Ac4', '+As4')), refused('unknown-algorithm'))
  const noise = fc.oneof(fc.string(), fc.string({ unit: 'binary' }).map(end => `a+00000000+${end}`))
  fc.assert(fc.property(noise, written => !parseVerifierKey(written).ok))
})

test('a written key that changed in one character is refused', () => {
  const good = encodeVerifierKey(office)
  fc.assert(fc.property(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
    const changed = good.slice(0, at) + letter + good.slice(at + 1)
    assert.equal(parseVerifierKey(changed).ok, changed === good)
  }), { numRuns: 1000 })
})

test('any 32 bytes can be tried as a key without throwing', () => {
  const signed = signNote(text, [office]).replace(office.name, 'a')
  fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), raw => {
    const parsed = parseVerifierKey(writtenKey('a', raw))
    assert.ok(parsed.ok)
    assert.equal(encodeVerifierKey(parsed.value), writtenKey('a', raw))
    assert.deepEqual(openNote(signed, [{ ...parsed.value, id: office.id }]), refused('bad-signature'))
  }))
})

test('a written key of a wrong length or with an unfit name is refused though its id is right', () => {
  const raw = Buffer.alloc(32, 1)
  assert.ok(parseVerifierKey(writtenKey('a', raw)).ok)
  for (const bad of [writtenKey('a', raw.subarray(1)), writtenKey('a', Buffer.alloc(33)), writtenKey('a b', raw), writtenKey('a\u00a0b', raw)]) {
    assert.deepEqual(parseVerifierKey(bad), refused('malformed-key'), bad)
  }
})

test('only Ed25519 keys with names fit for a signature line are taken', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  assert.throws(() => noteKey('a', publicKey), TypeError)
  assert.throws(() => noteKey('a', office.privateKey), TypeError)
  for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\u2003b', 'a\tb', 'a\u0001b', 'a\ud800', 'a\nb', 'a\u0085b']) {
    assert.throws(() => noteSigner(name, office.privateKey), TypeError, JSON.stringify(name))
  }
})

test('tells which trusted keys signed, each once, and passes over the unknown', () => {
  const signed = signNote(text, [office, witness])
  assert.deepEqual(openNote(signed, [office, witness]), { ok: true, value: { text, signers: [office, witness] } })
  assert.deepEqual(openNote(signed, [witness]), { ok: true, value: { text, signers: [witness] } })
  assert.deepEqual(openNote(Buffer.from(signed), [office]), { ok: true, value: { text, signers: [office] } })
  assert.deepEqual(openNote(signNote(text, [office, office]), [office]), { ok: true, value: { text, signers: [office] } })
})

test('a note without a trusted signature is refused, even when the name or the id is that of a trusted key', () => {
  const stranger = signerOf(office.name, 9)
  assert.deepEqual(openNote(signNote(text, [stranger]), [office]), refused('no-trusted-signature'))
  assert.deepEqual(openNote(signNote(text, [{ ...stranger, name: 'other', id: office.id }]), [office]), refused('no-trusted-signature'))
  assert.deepEqual(openNote(signNote(text, [office]), []), refused('no-trusted-signature'))
  assert.ok(openNote(signNote(text, [stranger, office]), [office]).ok)
})

test('one wrong signature of a trusted key refuses the note, whoever else signed it', () => {
  const parsed = parseNote(signNote(text, [office, witness]))
  assert.ok(parsed.ok)
  const [first, second] = parsed.value.signatures
  assert.ok(first && second)
  const { signature } = second
  for (const wrong of [flipped(signature, 77), signature.subarray(1), Buffer.concat([signature, Buffer.of(0)]), Buffer.of(1)]) {
    const note = encodeNote({ text, signatures: [first, { ...second, signature: wrong }] })
    assert.deepEqual(openNote(note, [office, witness]), refused('bad-signature'))
    assert.ok(openNote(note, [office]).ok)
  }
  const twice = encodeNote({ text, signatures: [first, { ...first, signature: flipped(first.signature) }] })
  assert.deepEqual(openNote(twice, [office]), refused('bad-signature'))
})

test('every single changed byte of a signed note refuses it', () => {
  const signed = Buffer.from(signNote(text, [office]))
  for (let bit = 0; bit < signed.length * 8; bit += 1) assert.ok(!openNote(flipped(signed, bit), [office]).ok, `bit ${bit}`)
})

test('sixteen signatures are read, seventeen are not', () => {
  const [signature] = found(parseNote(signNote(text, [office]))).signatures
  assert.ok(signature)
  const signedTimes = (length: number) => encodeNote({ text, signatures: Array.from({ length }, () => signature) })
  assert.ok(openNote(signedTimes(16), [office]).ok)
  assert.deepEqual(openNote(signedTimes(17), [office]), refused('too-many-signatures'))
})

test('a note of a wrong form is refused whoever signed it', () => {
  const signed = signNote(text, [office])
  const line = signed.slice(signed.indexOf('—'))
  const bad = {
    'no signature': `${text}\n`, 'no text': line, 'no empty line': text.replace('\n\n', '\n') + line,
    'no end of line': signed.slice(0, -1), 'empty line after': `${signed}\n`,
    'carriage returns': signed.replaceAll('\n', '\r\n'), 'tab': signed.replace(' ', '\t'), 'zero': `\0${signed}`,
    'dash': signed.replace('—', '-'), 'two spaces': signed.replace('— ', '—  '), 'trailing space': `${signed.slice(0, -1)} \n`,
    'no name': signed.replace(`${office.name} `, ''), 'plus in name': signed.replace(office.name, 'a+b'),
    'space in name': signed.replace(office.name, 'a\u00a0b'), 'id alone': `${text}\n— ${office.name} AAAAAA==\n`,
    'unpadded': signed.replaceAll('=', ''), 'url alphabet': `${text}\n— ${office.name} ____________\n`,
    'lone surrogate': `\ud800${signed}`, 'too long': `${'a'.repeat(maxNoteLength)}\n\n${line}`, 'empty': ''
  }
  for (const [why, note] of Object.entries(bad)) assert.deepEqual(openNote(note, [office]), refused('malformed-note'), why)
  for (let code = 0; code < 32; code += 1) {
    const note = signed.replace('Řádek', `Řádek${String.fromCharCode(code)}`)
    assert.equal(parseNote(note).ok, code === 10, `control character ${code}`)
  }
  const notUtf8 = Buffer.concat([Buffer.of(0xff), Buffer.from(signed)])
  assert.deepEqual(openNote(notUtf8, [office]), refused('malformed-note'))
})

test('base64 with bits that decode to nothing is refused, so a note has one spelling', () => {
  const signed = `${text}\n— a AAAAAAA=\n`
  assert.ok(parseNote(signed).ok)
  assert.deepEqual(parseNote(signed.replace('AAA=', 'AAB=')), refused('malformed-note'))
})

test('parsing never throws, and what it accepts is encoded back to the same note', () => {
  const pieces = fc.constantFrom('— ', '\n', '\n\n', 'a', ' ', 'AAAAAAA=', '— a AAAAAAA=\n', '+', '\u00a0', '\ud800', '\r', 'ř')
  const noise = fc.oneof(fc.array(pieces).map(all => all.join('')), fc.string({ unit: 'binary' }))
  fc.assert(fc.property(noise, noise, (start, end) => {
    const note = `${start}\n\n— a AAAAAAA=\n`
    for (const wire of [start, note, note + end]) {
      const parsed = parseNote(wire)
      if (parsed.ok) assert.equal(encodeNote(parsed.value), wire)
    }
    assert.equal(parseNote(note).ok, isPlainText(start))
  }), { numRuns: 2000 })
  fc.assert(fc.property(fc.uint8Array(), bytes => !openNote(bytes, [office]).ok))
})

test('refuses to sign what could not be opened', () => {
  for (const wrong of ['', 'a', 'a\r\n', 'a\0\n', '\ud800\n']) assert.throws(() => signNote(wrong, [office]), TypeError)
  assert.throws(() => signNote(text, []), RangeError)
  assert.throws(() => signNote(text, Array.from({ length: 17 }, () => office)), RangeError)
})

/** As the specification spells it, right id included. */
function writtenKey(name: string, raw: Uint8Array): string {
  const id = createHash('sha256').update(`${name}\n\x01`).update(raw).digest('hex').slice(0, 8)
  return `${name}+${id}+${Buffer.of(1, ...raw).toString('base64')}`
}

function found<Value>(result: { ok: true; value: Value } | { ok: false }): Value {
  assert.ok(result.ok)
  return result.value
}
