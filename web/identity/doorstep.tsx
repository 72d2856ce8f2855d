import type { ReactNode } from 'react'
import { BrandMark } from '../shell/brand.tsx'
import { LanguageSwitch, ThemeSwitch } from '../shell/top-bar.tsx'

/** The page of somebody who is not in yet: `under` stands under the name, panels in `children`; `two` when they stand side by side. */
export function Doorstep({ title, under, two, children }: { title: string, under?: ReactNode, two?: boolean, children: ReactNode }) {
  return (
    <div className="login">
      <title>{`${title} – Oběh`}</title>
      <header className="login__bar"><LanguageSwitch /><ThemeSwitch /></header>
      <main className="login__middle" id="content">
        <div className="login__brand"><BrandMark /><div><h1>Oběh</h1>{under && <p className="muted">{under}</p>}</div></div>
        <div className="login__boxes" data-two={two || undefined}>{children}</div>
      </main>
    </div>
  )
}
