/** A mail of header lines and a body, for tests; text is Latin-1, so that any bytes can be written. */
export const mail = (head: readonly string[], body: string) => Buffer.from([...head, '', body].join('\r\n'), 'latin1')

export const letter = ['From: Jan Novák <jan@example.cz>', 'To: urad@example.cz', 'Subject: x', 'Date: Mon, 23 Nov 2026 09:30:00 +0100']
  .map((line) => Buffer.from(line).toString('latin1'))

/** Parts between boundaries; each is header lines, an empty line and a body. */
export const mixed = (parts: readonly (readonly [readonly string[], string])[], boundary = 'b') => mail(
  [...letter, `Content-Type: multipart/mixed; boundary="${boundary}"`],
  [...parts.map(([head, body]) => [`--${boundary}`, ...head, '', body].join('\r\n')), `--${boundary}--`, ''].join('\r\n'))

export const attached = (name: string, body: string): [string[], string] =>
  [['Content-Type: application/octet-stream', `Content-Disposition: attachment; ${name}`], body]
