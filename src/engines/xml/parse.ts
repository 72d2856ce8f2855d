import { DOMParser } from '@xmldom/xmldom'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isWellFormed } from './well-formed.ts'

export interface XmlLimits {
  /** In bytes of the file. */
  readonly size: number
  readonly depth: number
  readonly nodes: number
}

export type XmlRefusal = 'too-large' | 'too-deep' | 'not-utf8' | 'document-type' | 'malformed'

/** Room for the largest trusted list there is (Italy, Spain: some 5 MB) and to spare. */
export const usualLimits: XmlLimits = { size: 24 * 1024 * 1024, depth: 64, nodes: 2_000_000 }

/**
 * Reads XML strictly: UTF-8 alone, no document type and so no entities, and everything the parser would mend or
 * merely warns about is refused, since two readers would mend it differently.
 */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = usualLimits): Result<Document, XmlRefusal> {
  if (bytes.length > limits.size) return refuse('too-large')
  const text = decode(bytes)
  if (text === undefined) return refuse('not-utf8')
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')) return refuse('document-type')
  const document = isWellFormed(text) ? parse(text) : undefined
  if (!document?.documentElement) return refuse('malformed')
  const fault = faultOf(document, limits)
  return fault ? refuse(fault) : accept(document)
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const encoding = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']/.exec(text.slice(0, 200))?.[1]
    return encoding === undefined || /^(utf-?8|us-ascii)$/i.test(encoding) ? text : undefined
  } catch {
    return undefined
  }
}

function parse(text: string): Document | undefined {
  const fail = (message: string) => { throw new Error(message) }
  try {
    return new DOMParser({ errorHandler: { warning: fail, error: fail, fatalError: fail } }).parseFromString(text, 'text/xml')
  } catch {
    return undefined
  }
}

const hasUnboundPrefix = (node: Node) => node.nodeType === 1 && (node as Element).prefix !== null && !(node as Element).namespaceURI

/** Walks without recursion, for what follows recurses. */
function faultOf(document: Document, limits: XmlLimits): 'too-deep' | 'malformed' | undefined {
  let nodes = 0
  let depth = 0
  let node: Node | null = document.documentElement
  while (node) {
    if (++nodes > limits.nodes || depth > limits.depth) return 'too-deep'
    if (hasUnboundPrefix(node)) return 'malformed'
    if (node.firstChild) {
      node = node.firstChild
      depth += 1
      continue
    }
    while (node && node !== document.documentElement && !node.nextSibling) {
      node = node.parentNode
      depth -= 1
    }
    node = node === document.documentElement ? null : node?.nextSibling ?? null
  }
  return undefined
}
