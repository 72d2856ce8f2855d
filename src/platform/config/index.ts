export { BadConfig, readConfig, type Config } from './config.ts'
export { installationSecret } from './secrets.ts'
