export { readAsic, type Asic, type AsicFault, type AsicKind, type Covering } from './read.ts'
export { openContainer, type Container, type ContainerRefusal } from './container.ts'
export type { ManifestEntry } from './manifest.ts'
