/** A failure whose message may be kept in the log and with the job: it is made of ids, counts and codes, never of what people or their servers said. */
export class JobFailure extends Error {
  override name = 'JobFailure'
}

/**
 * What may be written down about any failure. Of one that is not ours only the kind, the code and the places in the program are kept:
 * a mail server puts addresses into its answers, a database the offending row.
 */
export function redacted(error: unknown): JobFailure {
  if (error instanceof JobFailure) return error
  const failure = new JobFailure([error instanceof Error ? error.constructor.name : typeof error, ...codes(error)].join(' '))
  failure.stack = [`${failure.name}: ${failure.message}`, ...places(error)].join('\n')
  return failure
}

function codes(error: unknown): string[] {
  // Where in the database, in words of its schema.
  const { code, responseCode, schema, table, column, constraint } = (error ?? {}) as Readonly<Record<string, unknown>>
  return [code, responseCode, schema, table, column, constraint].filter((it) => it !== undefined).map(String).filter((it) => /^\w{1,40}$/.test(it))
}

/** The lines of a stack below its message. */
function places(error: unknown): string[] {
  if (!(error instanceof Error) || !error.stack) return []
  const end = error.stack.indexOf(error.message)
  return error.stack.slice(Math.max(end, 0) + error.message.length).split('\n').filter((line) => /^ +at .*:\d+:\d+\)?$/.test(line))
}
