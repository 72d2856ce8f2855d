export { readMail } from './read.ts'
export {
  mailLimits, type MailAddress, type MailLimits, type MailPart, type MailReading, type MailRefusal, type MailWarning,
} from './reading.ts'
