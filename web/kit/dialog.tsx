import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly children: ReactNode
  /** The deed last, at the far end; closing is always offered by the dialog itself. */
  readonly actions?: ReactNode | undefined
  readonly size?: 'm' | 'l' | undefined
}

/** The browser's own modal dialog: Escape closes, focus is kept inside and goes back to where it was. */
export function Dialog({ open, onClose, title, children, actions, size }: DialogProps) {
  const t = useTexts(kitTexts)
  const id = useId()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    if (!open || !dialog) return
    const before = document.activeElement
    dialog.showModal()
    // Where there is something to fill in, one begins there, not at the cross.
    dialog.querySelector<HTMLElement>('.dialog__body :is(input, textarea, select):not([type=hidden], [disabled])')?.focus()
    return () => {
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [open])
  if (!open) return null
  return (
    <dialog ref={box} className="dialog" data-size={size} aria-labelledby={id} onCancel={(event) => { event.preventDefault(); onClose() }}>
      <div className="dialog__header">
        <h2 id={id}>{title}</h2>
        <Button look="plain" icon="cross" iconOnly onClick={onClose}>{t.close}</Button>
      </div>
      <div className="dialog__body">{children}</div>
      {actions && <div className="dialog__actions">{actions}</div>}
    </dialog>
  )
}
