import { useEffect, useSyncExternalStore, type ReactNode } from 'react'
import { Message, type Tone } from './message.tsx'

export interface Toast { readonly tone?: Tone | undefined, readonly title?: ReactNode | undefined, readonly text?: ReactNode | undefined, readonly actions?: ReactNode | undefined }

interface Shown extends Toast { readonly id: number }
let shown: readonly Shown[] = []
let lastId = 0
const listeners = new Set<() => void>()

function change(next: readonly Shown[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** Says that something happened, wherever the person is. A failure stays until closed, the rest leaves by itself. */
export function showToast(toast: Toast): void {
  change([...shown.slice(-3), { ...toast, id: ++lastId }])
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const none: readonly Shown[] = []

/** Once per page, in the shell. */
export function ToastRegion({ label }: { label: string }) {
  const toasts = useSyncExternalStore(subscribe, () => shown, () => none)
  return (
    <section className="toasts" aria-label={label} aria-live="polite">
      {toasts.map((toast) => <ToastMessage key={toast.id} toast={toast} />)}
    </section>
  )
}

function ToastMessage({ toast }: { toast: Shown }) {
  const close = () => change(shown.filter((one) => one.id !== toast.id))
  useEffect(() => {
    if (toast.tone === 'error' || toast.actions) return
    const timer = setTimeout(close, 6000)
    return () => clearTimeout(timer)
  })
  return <Message tone={toast.tone ?? 'success'} title={toast.title} actions={toast.actions} onClose={close}>{toast.text}</Message>
}
