import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** What it does with the next mails: takes them, refuses at RCPT or after DATA, or drops the line before or after it has them. */
export type SmtpBehaviour = 'accept' | 'refuse-for-now' | 'refuse-for-good' | 'refuse-content' | 'hang-up' | 'hang-up-after-data'

export interface ReceivedMail { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }

export interface FakeSmtp {
  /** For `openMailer`, credentials included when the server asks for them. */
  readonly url: string
  /** In the order they were taken, also those after which the line was dropped. */
  readonly mails: readonly ReceivedMail[]
  behave(behaviour: SmtpBehaviour): void
  close(): Promise<void>
}

const refusals: Partial<Record<SmtpBehaviour, { code: number; text: string }>> = {
  'refuse-for-now': { code: 450, text: '4.2.1 Mailbox busy, try again later' },
  'refuse-for-good': { code: 550, text: '5.1.1 No such user here' },
  'refuse-content': { code: 554, text: '5.6.0 Message content rejected' },
}

/** An SMTP server in this process, on a free port of the loopback. */
export async function fakeSmtp(options: { readonly user?: string; readonly password?: string } = {}): Promise<FakeSmtp> {
  const mails: ReceivedMail[] = []
  let behaviour: SmtpBehaviour = 'accept'
  const refusal = () => {
    const known = refusals[behaviour]
    return known && Object.assign(new Error(known.text), { responseCode: known.code })
  }
  const server = new SMTPServer({
    authOptional: options.user === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) => username === options.user && password === options.password
      ? done(null, { user: username })
      : done(Object.assign(new Error('5.7.8 Authentication failed'), { responseCode: 535 })),
    onRcptTo: (_address, session, done) => {
      if (behaviour === 'hang-up') return hangUp(session)
      done(behaviour === 'refuse-content' ? undefined : refusal())
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        if (behaviour === 'refuse-content') return done(refusal())
        const { mailFrom, rcptTo } = session.envelope
        mails.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) })
        return behaviour === 'hang-up-after-data' ? hangUp(session) : done()
      })
    },
  })
  const lines = new Map<number | undefined, Socket>()
  const hangUp = (session: SMTPServerSession) => lines.get(session.remotePort)?.destroy()
  server.server.on('connection', (socket: Socket) => lines.set(socket.remotePort, socket))
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const login = options.user === undefined ? '' : `${encodeURIComponent(options.user)}:${encodeURIComponent(options.password ?? '')}@`
  return {
    url: `smtp://${login}127.0.0.1:${port}`,
    mails,
    behave: (next) => { behaviour = next },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
