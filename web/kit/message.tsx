import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

export type Tone = 'info' | 'success' | 'warning' | 'error'

interface MessageProps {
  readonly tone?: Tone | undefined
  readonly title?: ReactNode | undefined
  readonly children?: ReactNode | undefined
  /** Buttons or links: what can be done about it. */
  readonly actions?: ReactNode | undefined
  readonly onClose?: (() => void) | undefined
  /** Not announced: it was on the page from the beginning. */
  readonly quiet?: boolean | undefined
}

/** Something said to the person. An error interrupts a screen reader, the rest waits its turn; the tone is also said in words. */
export function Message({ tone = 'info', title, children, actions, onClose, quiet }: MessageProps) {
  const t = useTexts(kitTexts)
  return (
    <div className="message" data-tone={tone} role={quiet ? undefined : tone === 'error' ? 'alert' : 'status'}>
      <Icon name={toneIcons[tone]} />
      <div className="message__body">
        <span className="visually-hidden">{t.tone[tone]}: </span>
        {title && <strong className="message__title">{title}</strong>}
        {children && <div>{children}</div>}
        {actions && <div className="message__actions">{actions}</div>}
      </div>
      {onClose && <Button look="plain" size="s" icon="cross" iconOnly onClick={onClose}>{t.close}</Button>}
    </div>
  )
}

const toneIcons: Record<Tone, IconName> = { info: 'info', success: 'checkCircle', warning: 'warning', error: 'fault' }
