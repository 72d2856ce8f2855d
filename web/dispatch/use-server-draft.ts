import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../shell/api.ts'
import { isProblem } from '../shell/problem.ts'
import { useDraft } from '../shell/use-draft.ts'
import type { Keeping } from './answer.ts'
import type { Words } from './words.tsx'

/** What `GET /api/documents/:id/draft` tells; version 0 when there is none. */
interface Kept extends Words { readonly version: number, readonly basedOn: string | null, readonly savedAt: string }

export interface ServerDraft {
  /** What is written, or what there was to begin with. */
  readonly fields: Words
  /** The wording it was begun from. */
  readonly basedOn: string | null
  readonly touched: boolean
  readonly keeping: Keeping
  /** What another window of the same person has written; nothing is saved until one of the two is chosen. */
  readonly other: Kept | null
  readonly set: (changed: Partial<Words>, basedOn?: string | null) => void
  readonly keepMine: () => void
  readonly takeOther: () => void
  /** After the words have become a wording, or to begin again. */
  readonly drop: (onServer: boolean) => void
}

const pauseMs = 1200

/**
 * Words being written about a document: in this window at once, on the server a moment later, so that they survive a reload, a lost
 * computer and a second window. Two windows never overwrite each other unseen.
 */
export function useServerDraft(documentId: string, name: string, empty: Words, wording: string | null): ServerDraft {
  const local = useDraft(name, { subject: '', body: '', of: '', seen: '', written: '' })
  const [keeping, setKeeping] = useState<Keeping>('still')
  const [other, setOther] = useState<Kept | null>(null)
  const written = local.fields.written !== ''
  const fields = written ? { subject: local.fields.subject, body: local.fields.body } : empty
  const basedOn = written ? local.fields.of || null : wording
  const seen = Number(local.fields.seen || '0')
  const path = `/api/documents/${documentId}/draft`
  const now = useRef({ fields, basedOn, seen, written, blocked: false })
  useEffect(() => { now.current = { fields, basedOn, seen, written, blocked: other !== null } })

  const meet = useCallback((kept: Kept) => {
    const mine = now.current
    if (kept.version === 0) return
    if (!mine.written) local.set({ subject: kept.subject, body: kept.body, of: kept.basedOn ?? '', seen: String(kept.version), written: 'yes' })
    else if (kept.subject === mine.fields.subject && kept.body === mine.fields.body) local.set({ seen: String(kept.version) })
    else if (kept.version !== mine.seen) setOther(kept)
  }, [local])

  useEffect(() => {
    const asked = new AbortController()
    api.get<Kept>(path, { signal: asked.signal }).then(meet, () => {})
    return () => asked.abort()
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- asked once for each document
  }, [path])

  useEffect(() => {
    if (!written || other) return
    const timer = setTimeout(() => {
      setKeeping('keeping')
      api.put<{ version: number }>(path, { ...now.current.fields, seen: now.current.seen, basedOn: now.current.basedOn }).then(
        ({ version }) => { local.set({ seen: String(version) }); setKeeping('kept') },
        (error: unknown) => {
          setKeeping('here-only')
          if (isProblem(error, 409)) api.get<Kept>(path).then(meet, () => {})
        })
    }, pauseMs)
    return () => clearTimeout(timer)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is written decides, nothing else
  }, [path, written, other, fields.subject, fields.body, basedOn])

  return {
    fields, basedOn, keeping, other, touched: written,
    set: (changed, of) => {
      setKeeping('still')
      local.set({ ...fields, ...changed, of: (of === undefined ? basedOn : of) ?? '', written: 'yes' })
    },
    keepMine: () => { if (other) { local.set({ seen: String(other.version) }); setOther(null) } },
    takeOther: () => {
      if (!other) return
      local.set({ subject: other.subject, body: other.body, of: other.basedOn ?? '', seen: String(other.version) })
      setOther(null)
    },
    drop: (onServer) => {
      local.drop()
      setOther(null)
      setKeeping('still')
      if (onServer) api.delete(path).catch(() => {})
    },
  }
}
