/** A one-page PDF without a cross-reference table, which readers rebuild, for tests. `fifth` is one more object. */
export function aPdf(made: Made): Buffer {
  const { mediaBox = '0 0 200 100', content = Buffer.from(''), resources = '', trailer = '', catalog = '', page = '', fifth } = made
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R ${catalog} >> endobj\n`),
    Buffer.from('2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n'),
    Buffer.from(`3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [${mediaBox}] /Contents 4 0 R\n`),
    Buffer.from(`/Resources << ${resources} >> ${page} >> endobj\n`),
    Buffer.from(`4 0 obj << /Length ${content.length} >>`), ...streamOf(content), Buffer.from(' endobj\n'),
    ...(fifth === undefined ? [] : [Buffer.from(`5 0 obj ${fifth[0]}`), ...streamOf(fifth[1]), Buffer.from(' endobj\n')]),
    Buffer.from(`trailer << /Root 1 0 R /Size 6 ${trailer} >>\n%%EOF\n`),
  ])
}

interface Made {
  readonly mediaBox?: string
  readonly content?: Buffer
  readonly resources?: string
  readonly trailer?: string
  readonly catalog?: string
  readonly page?: string
  readonly fifth?: readonly [dictionary: string, stream?: Buffer]
}

const streamOf = (bytes: Buffer | undefined) => (bytes === undefined ? [] : [Buffer.from(' stream\n'), bytes, Buffer.from('\nendstream')])
