export { readPkcs12, type Pkcs12, type Pkcs12Refusal } from './read.ts'
export { writePkcs12 } from './write.ts'
