import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Addresses that are not pages of this application, though on this server. */
const outside = /^\/(api|portal|assets)(\/|$)/

/** Lets plain `<a href>` of the kit move between pages without a reload. Everything a person may want from a link besides is left alone. */
export function useInnerLinks(): void {
  const router = useRouter()
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || !link.href || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
      if (outside.test(link.pathname) || (link.hash && link.pathname === location.pathname && link.search === location.search)) return
      event.preventDefault()
      router.history.push(link.pathname + link.search + link.hash)
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])
}
