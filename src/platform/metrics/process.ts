import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Registry } from './registry.ts'

/** How this process is. */
export function measureProcess(registry: Registry): void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  registry.gauge('obeh_event_loop_delay_seconds', 'How late the event loop was since it was last asked', () => {
    const samples = ([[50, '0.5'], [99, '0.99'], [100, '1']] as const).map(([share, quantile]) => ({ labels: { quantile }, value: delay.percentile(share) / 1e9 }))
    delay.reset()
    return samples
  })
  registry.gauge('obeh_memory_bytes', 'Memory of the process', () => {
    const { rss, heapUsed, external } = process.memoryUsage()
    return [['resident', rss], ['heap', heapUsed], ['external', external]].map(([kind, value]) => ({ labels: { kind: String(kind) }, value: Number(value) }))
  })
  registry.gauge('obeh_uptime_seconds', 'Since the process began', () => [{ value: Math.round(process.uptime()) }])
}
