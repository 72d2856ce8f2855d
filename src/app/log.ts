import { join } from 'node:path'
import { pino, type Logger } from 'pino'
import type { Config } from '../platform/config/index.ts'

/** One JSON object a line: in production to the standard output, in the demo office to a file, where it is not in the reader's way. */
export function openLog({ mode, logLevel, dataDirectory }: Config): Logger {
  const options = { level: logLevel, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` }
  return mode === 'production' ? pino(options) : pino(options, pino.destination({ dest: join(dataDirectory, 'obeh.log'), mkdir: true, sync: false }))
}
