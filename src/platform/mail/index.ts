export { plainLine, safeName, safeNames } from './names.ts'
export { readMail } from './read.ts'
export {
  mailLimits, type MailAddress, type MailLimits, type MailPart, type MailReading, type MailRefusal, type MailWarning,
} from './reading.ts'
export { openMailer, type Mailer, type MailerConfig, type SendOutcome } from './mailer.ts'
export type { MailFault, OutgoingMail } from './outgoing.ts'
