import { Button, showToast, useTexts } from '../kit/index.ts'
import { signingTexts } from './texts.ts'

/** A hash by its beginning and end; the whole of it is copied and read out. */
export function Hash({ value, label }: { value: string, label: string }) {
  const t = useTexts(signingTexts).reader
  const copy = () => void navigator.clipboard.writeText(value).then(() => showToast({ tone: 'success', title: t.copied }), () => showToast({ tone: 'info', title: value }))
  return (
    <span className="signing-hash">
      <code title={`${label}: ${value}`}>{value.slice(0, 8)}…{value.slice(-4)}</code>
      <Button look="plain" size="s" icon="copy" iconOnly onClick={copy}>{t.copy}</Button>
    </span>
  )
}
