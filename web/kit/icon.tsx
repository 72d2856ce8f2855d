import { icons } from './icons.ts'

export type IconName = keyof typeof icons

/** An official icon as inline drawing in the colour of the text around it. Decoration only: the words beside it carry the meaning. */
export function Icon({ name, size }: { name: IconName, size?: 's' | 'm' | 'l' | 'xl' | undefined }) {
  const { viewBox, drawing } = drawings[name]
  return (
    <svg className="icon" data-size={size} viewBox={viewBox} fill="none" aria-hidden="true" focusable="false"
      dangerouslySetInnerHTML={{ __html: drawing }} />
  )
}

const drawings = Object.fromEntries(Object.entries(icons).map(([name, svg]) => {
  const [, viewBox = '', drawing = ''] = /viewBox="([^"]+)"[^>]*>([\s\S]*)<\/svg>/.exec(svg) ?? []
  return [name, { viewBox, drawing }]
})) as Record<IconName, { viewBox: string, drawing: string }>
