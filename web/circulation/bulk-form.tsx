import { useState, type ReactNode } from 'react'
import { addresseeOf, useDirectory } from '../identity/directory.ts'
import { DateField, PickOne, SelectField, Stack, TextArea, useTexts } from '../kit/index.ts'
import { useMe } from '../shell/session.ts'
import type { BulkAction, BulkKind } from './bulk.ts'
import { bulkTexts } from './bulk-texts.ts'

const empty = { to: null as string | null, instruction: '', reason: '', dueOn: '', way: 'vzetimNaVedomi', note: '' }

/** What an action needs to be told, and the action once it has been told it all; `null` until then. */
export function useBulkForm(kind: Exclude<BulkKind, 'undo'>): { action: BulkAction | null, fields: ReactNode } {
  const t = useTexts(bulkTexts)
  const { everyone } = useDirectory(useMe().person.unitId)
  const [given, setGiven] = useState(empty)
  const set = (part: Partial<typeof empty>) => setGiven((before) => ({ ...before, ...part }))
  const reason = (
    <TextArea label={t.reason} required rows={2} maxLength={2000} value={given.reason} onChange={(event) => set({ reason: event.target.value })} />
  )
  switch (kind) {
    case 'hand-over': return {
      action: given.to === null ? null : { kind, to: addresseeOf(given.to), instruction: given.instruction.trim() || null },
      fields: (
        <Stack>
          <PickOne label={t.to} required placeholder={t.toPlaceholder} options={everyone} value={given.to} onChange={(to) => set({ to })} />
          <TextArea label={t.instruction} hint={t.optional} rows={2} maxLength={2000} value={given.instruction} onChange={(event) => set({ instruction: event.target.value })} />
        </Stack>
      ),
    }
    case 'withdraw': return { action: given.reason.trim() ? { kind, reason: given.reason.trim() } : null, fields: reason }
    case 'due': return {
      action: given.dueOn && given.reason.trim() ? { kind, dueOn: given.dueOn, reason: given.reason.trim() } : null,
      fields: <Stack><DateField label={t.dueOn} required width="s" value={given.dueOn} onChange={(event) => set({ dueOn: event.target.value })} />{reason}</Stack>,
    }
    case 'settle': return {
      action: given.note.trim() ? { kind, way: given.way, note: given.note.trim() } : null,
      fields: (
        <Stack>
          <SelectField label={t.way} value={given.way} onChange={(event) => set({ way: event.target.value })}
            options={Object.entries(t.ways).map(([value, label]) => ({ value, label }))} />
          <TextArea label={t.note} required rows={2} maxLength={2000} value={given.note} onChange={(event) => set({ note: event.target.value })} />
        </Stack>
      ),
    }
    case 'take-over': case 'see': case 'urge': return { action: { kind }, fields: null }
  }
}
