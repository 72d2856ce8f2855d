/** Lets `atOnce` through; `enter` resolves to the function that gives the place back. First come, first served. */
export function openQueue(atOnce: number) {
  const waiting: (() => void)[] = []
  let inside = 0

  function leave() {
    inside -= 1
    waiting.shift()?.()
  }

  function admit() {
    inside += 1
    let left = false
    return () => {
      if (left) return
      left = true
      leave()
    }
  }

  return {
    async enter(signal?: AbortSignal): Promise<() => void> {
      signal?.throwIfAborted()
      if (inside < atOnce && waiting.length === 0) return admit()
      return new Promise((resolve, reject) => {
        const turn = () => {
          signal?.removeEventListener('abort', giveUp)
          resolve(admit())
        }
        const giveUp = () => {
          waiting.splice(waiting.indexOf(turn), 1)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', giveUp, { once: true })
        waiting.push(turn)
      })
    },
  }
}
