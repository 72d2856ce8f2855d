import { useId, type ComponentProps, type ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** A button that unfolds a few further things to do; the browser's popover closes it by Escape or a click elsewhere. */
export function Menu({ label, trigger, children, className = 'button' }: {
  label: string, trigger: ReactNode, children: ReactNode, className?: string | undefined
}) {
  const id = useId()
  return (
    <div className="menu">
      <button type="button" className={className} popoverTarget={id} title={label}>{trigger}<span className="visually-hidden">{label}</span></button>
      <div id={id} popover="auto" className="menu__list">{children}</div>
    </div>
  )
}

type ItemProps = { readonly icon?: IconName | undefined }

export function MenuButton({ icon, children, onClick, ...rest }: ItemProps & ComponentProps<'button'>) {
  return <button type="button" {...rest} className="menu__item" onClick={(event) => { fold(event.currentTarget); onClick?.(event) }}>
    {icon && <Icon name={icon} />}<span>{children}</span>
  </button>
}

export function MenuLink({ icon, children, href, ...rest }: ItemProps & ComponentProps<'a'> & { readonly href: string }) {
  return <a {...rest} href={href} className="menu__item" onClick={(event) => fold(event.currentTarget)}>
    {icon && <Icon name={icon} />}<span>{children}</span>
  </a>
}

const fold = (item: Element) => item.closest<HTMLElement>('[popover]')?.hidePopover()
