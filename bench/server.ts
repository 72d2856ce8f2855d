import { readMail } from '../src/platform/mail/index.ts'
import { openStoryOffice } from '../e2e/office.ts'

/** The office in a process of its own, so that the caller's work is not counted as the server's;
 * the work behind the counter belongs to another process and is not counted either, unless it is asked for by `works`. Speaks one line, ends with its parent. */
const story = await openStoryOffice({ days: 4, mattersADay: 2 }, new Date(), { works: process.argv.includes('works') })
process.stdout.write(`${JSON.stringify({ url: story.url, databaseUrl: story.ownerUrl, receipt: await receipt() })}\n`)
process.stdin.on('end', () => void story.close().then(() => process.exit(0))).resume()

/** The number and code of some matter, as its citizen got them by mail. */
async function receipt() {
  for (const { raw } of story.smtp.mails) {
    const mail = await readMail(raw)
    const number = mail.ok ? /KUJZ \d+\/\d{4}/.exec(mail.value.text)?.[0] : undefined
    const code = mail.ok ? /\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(mail.value.text)?.[0] : undefined
    if (number && code) return { number, code }
  }
  throw new Error('no citizen has got a receipt')
}
