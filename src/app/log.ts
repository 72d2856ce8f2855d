import { join } from 'node:path'
import { pino, type DestinationStream, type Logger } from 'pino'
import type { Config } from '../platform/config/index.ts'
import { redacted } from '../platform/events/index.ts'

/**
 * One JSON object a line: in production to the standard output, in the demo office to a file, where it is not in the reader's way.
 * Only the fields below get into it, each only as what it should be: no names, addresses, subjects, codes or cookies can.
 */
export function openLog({ mode, logLevel, dataDirectory }: Pick<Config, 'mode' | 'logLevel' | 'dataDirectory'>, to?: DestinationStream): Logger {
  const options = {
    level: logLevel, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level: string) => ({ level }), log: allowed },
    hooks: {
      logMethod(given: unknown[], method: (...all: never[]) => void) {
        const all = given.map((each) => (typeof each === 'string' ? sentence(each) : each))
        Reflect.apply(method, this, all as never[])
      },
    },
  }
  if (to) return pino(options, to)
  return mode === 'production' ? pino(options) : pino(options, pino.destination({ dest: join(dataDirectory, 'obeh.log'), mkdir: true, sync: false }))
}

type Shown = string | number | boolean | null
/** What may stand in a line of the log, and in what form. Nothing that a person wrote is any of these. */
const fields: Readonly<Record<string, (value: unknown) => Shown>> = {
  id: word, method: word, route: (value) => (value === null ? null : word(value)), status: number, ms: number, count: number, task: word, signal: word,
  problem: (value) => (typeof value === 'string' ? sentence(value) : 'withheld'), error: failure, err: failure,
}

function allowed(given: object): Record<string, Shown> {
  const shown = Object.entries(given).flatMap(([name, value]) => {
    const show = fields[name]
    return show ? [[name, show(value)]] : []
  })
  return Object.fromEntries(shown)
}

function word(value: unknown): string {
  const text = String(value)
  return /^[\w./:*-]{1,120}$/.test(text) ? text : 'withheld'
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

/** Sentences of the program, which name things by their ids. An address in one would be a mistake of ours; it is taken out. */
function sentence(text: string): string {
  return text.slice(0, 1_000).replace(/[^\s<>"'()]+/g, (word) => (word.includes('@') ? '[address]' : word))
}

/** Of what failed the kind, the codes and the places in the program: a message may quote what somebody wrote. */
function failure(error: unknown): string {
  if (typeof error !== 'string') return redacted(error).stack ?? ''
  const [, kind = 'Error'] = /^(\w{1,60})\b/.exec(error) ?? []
  return [kind, ...error.split('\n').filter((line) => /^ +at \S.*:\d+:\d+\)?$/.test(line))].join('\n')
}
