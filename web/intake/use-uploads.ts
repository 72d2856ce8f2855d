import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { IntakeItem } from './item.ts'
import { upload } from './upload.ts'

export interface Upload {
  readonly key: string
  readonly file: File
  readonly share: number
  readonly state: 'waiting' | 'sending' | 'received' | 'failed'
  readonly error?: unknown
  readonly items: readonly IntakeItem[]
}

/** Files on their way, one after another so that one slow line is not shared; a failed one does not stop the rest and can be sent again. */
export function useUploads() {
  const queries = useQueryClient()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const change = (key: string, changed: Partial<Upload>) => setUploads((all) => all.map((one) => one.key === key ? { ...one, ...changed } : one))
  const send = async ({ key, file }: Pick<Upload, 'key' | 'file'>) => {
    change(key, { state: 'sending', share: 0 })
    try {
      change(key, { state: 'received', share: 1, items: await upload(file, key, (share) => change(key, { share })) })
      void queries.invalidateQueries({ queryKey: ['intake'] })
    } catch (error) {
      change(key, { state: 'failed', error })
    }
  }
  const add = async (files: readonly File[]) => {
    const added = files.map((file): Upload => ({ key: crypto.randomUUID(), file, share: 0, state: 'waiting', items: [] }))
    setUploads((all) => [...all, ...added])
    for (const one of added) await send(one)
  }
  return { uploads, add, again: send, clear: () => setUploads((all) => all.filter(({ state }) => state !== 'received')) }
}
