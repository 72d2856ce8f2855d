import { useTexts } from '../kit/index.ts'
import type { Keeping } from './answer.ts'
import { dispatchTexts } from './texts.ts'

/** Whether what is being written is safe already. */
export function KeptNote({ keeping }: { keeping: Keeping }) {
  const t = useTexts(dispatchTexts).keeping
  return <output className="muted small">{t[keeping]}</output>
}
