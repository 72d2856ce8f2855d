import type { KeyObject } from 'node:crypto'
import { openThreads } from '../threads/index.ts'
import type { SigningKey } from './model.ts'
import type { SoftQuestion } from './soft-thread.ts'

const threads = openThreads<SoftQuestion, readonly Uint8Array[]>(new URL('./soft-thread.ts', import.meta.url), 1)

/** A key that is a file: for tests and approvals within the office. */
export const softKey = (key: KeyObject): SigningKey => ({
  async sign(list) {
    const signatures = await threads.ask({ key, list: list.map(({ bytes, hash }) => ({ bytes, hash })) })
    return { signatures, trouble: null }
  },
  close: () => Promise.resolve(),
})
