import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export interface ButtonLook {
  /** `primary` is the one thing to do here, at most one per view; `plain` has no frame. */
  readonly look?: 'primary' | 'secondary' | 'plain' | 'danger' | undefined
  readonly size?: 's' | 'm' | 'l' | undefined
  readonly icon?: IconName | undefined
  /** Shows the icon alone; the children stay as the name read out and shown on hover. */
  readonly iconOnly?: boolean | undefined
  readonly wide?: boolean | undefined
}

type ButtonProps = ButtonLook & Omit<ComponentProps<'button'>, 'size'> & {
  /** The deed is under way: a second press does nothing, focus stays. */
  readonly busy?: boolean | undefined
}

export function Button({ look = 'secondary', size, icon, iconOnly, wide, busy, children, onClick, type = 'button', ...rest }: ButtonProps) {
  const still = busy || rest['aria-disabled'] === true || rest['aria-disabled'] === 'true'
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (still) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button {...rest} {...attributes(look, size, iconOnly, wide)} type={type} onClick={still || onClick ? press : undefined}
      aria-busy={busy || undefined} aria-disabled={still || undefined} title={iconOnly ? words(children) : rest.title}>
      {busy ? <span className="button__wait" aria-hidden="true" /> : icon && <Icon name={icon} />}
      {iconOnly ? <span className="visually-hidden">{children}</span> : children}
    </button>
  )
}

type LinkButtonProps = ButtonLook & ComponentProps<'a'> & { readonly href: string }

/** Goes somewhere, so it is a link; looks like a button because it is the next step. */
export function LinkButton({ look = 'secondary', size, icon, iconOnly, wide, children, ...rest }: LinkButtonProps) {
  return (
    <a {...rest} {...attributes(look, size, iconOnly, wide)} title={iconOnly ? words(children) : rest.title}>
      {icon && <Icon name={icon} />}
      {iconOnly ? <span className="visually-hidden">{children}</span> : children}
    </a>
  )
}

const attributes = (look: string, size?: string, iconOnly?: boolean, wide?: boolean) =>
  ({ 'className': 'button', 'data-look': look, 'data-size': size, 'data-icon-only': iconOnly || undefined, 'data-wide': wide || undefined })

const words = (children: ReactNode) => typeof children === 'string' ? children : undefined
