import type { KeyObject } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Actor } from '../../kernel/actor.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { extendLog, hashed } from './append.ts'
import { makeEntry, type Note } from './model.ts'
import { copyAppended } from './store.ts'

/** Something that was done in the past, with the salt of its particulars (32 bytes). */
export interface PastDeed {
  readonly actor: Actor
  readonly at: Date
  readonly note: Note
  readonly salt: Buffer
}

export type PastEntry = ReturnType<typeof hashed>

/** The entries of many deeds, hashed; others get their turn meanwhile. */
export async function hashPast(deeds: readonly PastDeed[]): Promise<PastEntry[]> {
  const entries: PastEntry[] = []
  for (const { actor, at, note, salt } of deeds) {
    entries.push(hashed(makeEntry(actor, at, note, salt)))
    if (entries.length % 100 === 0) await breathe()
  }
  return entries
}

/** Appends what was done in the past to the log, thousands of entries under one checkpoint. As `perform`, it locks the head until commit. */
export async function appendPast(tx: AnyTransaction, logKey: KeyObject, tenantId: Actor['tenantId'], entries: readonly PastEntry[]): Promise<void> {
  if (entries.length > 0) await copyAppended(tx, await extendLog(tx, logKey, tenantId, entries))
}
