export { BadConfig, readConfig, variables, type Config } from './config.ts'
export { filesPlace, type FilesPlace, type S3Place } from './files-place.ts'
export type { SigningServices } from './signing-services.ts'
export { installationSecret } from './secrets.ts'
