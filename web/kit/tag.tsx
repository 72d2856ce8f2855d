import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './message.tsx'

interface TagProps {
  readonly tone?: Tone | 'neutral' | undefined
  readonly icon?: IconName | undefined
  /** A state of something, marked with a dot; without it a mere property. */
  readonly state?: boolean | undefined
  readonly children: ReactNode
}

/** A word about a thing. Colour only repeats what the word says. */
export function Tag({ tone = 'neutral', icon, state, children }: TagProps) {
  return (
    <span className="tag" data-tone={tone} data-dot={(state && !icon) || undefined}>
      {icon && <Icon name={icon} />}{children}
    </span>
  )
}
