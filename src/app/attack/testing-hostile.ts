import fc, { type Arbitrary } from 'fast-check'

/** Marks a page that gave a text back as markup: the fuzzer looks for it unescaped. */
export const markup = '<script>obeh(1)</script>'
export const image = '"\'><img src=x onerror=obeh(1)>'

/** Texts that some layer below might take for more than a text. */
const texts: readonly string[] = [
  '', ' ', '\0', 'a\0b', '\ud800', 'a\udc00b', '\u202egnp.exe', 'e\u0301\u0301\u0301'.repeat(20), '\u{1f9d1}\u200d\u{1f4bb}', '𠮷'.repeat(30), '\ufeff', '\u2028\u2029', '\uffff',
  'İıſK', 'ﷺ'.repeat(50), '\r\nSet-Cookie: obeh=1', '\r\n\r\n<html>', 'a\nb\tc\u0007', '%0d%0aX-Injected: 1', "' or '1'='1", "'; drop table records.document; --", "\\'; --", '$1', '{}', '[]', 'null',
  markup, image, 'javascript:obeh(1)', '=HYPERLINK("http://x.example")', '@SUM(1)', '../../../../etc/passwd', '..\\..\\windows', '/etc/passwd\0.png', 'file:///etc/passwd', 'http://169.254.169.254/',
  '//evil.example', '{{7*7}}', '${7*7}', '#{7*7}', '%s%s%n', '%', '_', '%%%', '\\', '"', '`id`', '$(id)', '; sleep 9', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '-1', '1e400', 'NaN', 'Infinity', '0x10',
  '2026-02-30', '0000-00-00', '99999-01-01', '-000001-01-01', '2026-11-23T25:61:61Z', 'infinity', 'epoch', 'now()', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '*', '(', '[', 'a:*', '!', '&', '|', '<->', "'a' & 'b'", '🏛️', 'Ř'.repeat(300),
]

export const hostileText: Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...texts) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 70_000 }).map((length) => 'Ž'.repeat(length)) },
)

/** A number where machines draw their lines. */
export const hostileNumber: Arbitrary<number> = fc.constantFrom(
  0, -0, -1, 1, 0.5, 1e-7, 255, 32_768, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 63, -(2 ** 63), 1e21, 1e308)

const nested = (depth: number) => {
  let value: unknown = 1
  for (let i = 0; i < depth; i += 1) value = i % 2 ? [value] : { a: value }
  return value
}

/** Anything that JSON can say. */
export const hostileValue: Arbitrary<unknown> = fc.oneof(
  hostileText, hostileNumber, fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], { length: 9 }, { $ne: null }, { toString: 1 }, { id: {} }),
  fc.constantFrom(10, 300).map(nested), fc.jsonValue({ maxDepth: 2 }), fc.integer({ min: 100, max: 3_000 }).map((length) => Array.from({ length }, (_, i) => i)),
)

/** A body that is no JSON, or not what its length or kind says. */
export const brokenJson: Arbitrary<string> = fc.constantFrom(
  '', '{', '{"a":', '[1,', 'null', '"text"', '0', '{"a":1}{"b":2}', '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}', '\ufeff{}', '{"a":1,"a":2}', '[[[[', `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  '{"a":"\\ud800"}', '{"a":"\\u0000"}', '{"a":1e999}', "{'a':1}", '<a/>', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', `{"a":"${'x'.repeat(1_100_000)}"}`)

export const contentTypes = [
  'application/json', 'application/json; charset=utf-16', 'application/json;charset=utf-8;charset=x', 'text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data',
  'multipart/form-data; boundary=', 'application/octet-stream', 'application/vnd.api+json', 'x', '/', 'application/json, text/html', 'text/html',
] as const

/** A path segment as it stands in an address. */
export const hostileSegment: Arbitrary<string> = fc.oneof(
  fc.constantFrom('%00', '%zz', '%', '%ff', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e', '..%5c..%5c', '%252e%252e', '%c0%ae%c0%ae', '.', '..', '0', '-1', 'null', '%20', 'a'.repeat(5_000), '%E2%80%AE', '%F0%9F%98%80', '__proto__', ';a=b', '1e3', '%0d%0aX: 1'),
  hostileText.filter((text) => text.isWellFormed() && text.length < 2_000).map(encodeURIComponent),
)
