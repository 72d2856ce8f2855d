import { useSyncExternalStore } from 'react'

const minuteMs = 60_000
const minute = () => Math.floor(Date.now() / minuteMs)
const everyMinute = (changed: () => void) => {
  const timer = setInterval(changed, minuteMs)
  return () => clearInterval(timer)
}

/** The present minute; a page left open over midnight knows that it is tomorrow. */
export const useNow = (): Date => new Date(useSyncExternalStore(everyMinute, minute) * minuteMs)
