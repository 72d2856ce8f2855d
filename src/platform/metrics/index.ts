export { metricsRegistry, type Labels, type Registry, type Sample } from './registry.ts'
export { measureProcess } from './process.ts'
