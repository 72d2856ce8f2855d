import { useEffect, useState } from 'react'

/** The value once it has not changed for a moment: the server is not asked about every letter. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(value), 120)
    return () => clearTimeout(waiting)
  }, [value])
  return settled
}
