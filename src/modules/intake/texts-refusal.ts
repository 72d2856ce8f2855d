/** What the sender of a refused submission is told; nothing of what they sent is repeated but its subject. */
export interface RefusalTold {
  readonly subject: string
  readonly receivedAt: Date
  readonly reason: string
  readonly officeName: string
  readonly officeEmail: string
}

/** In Czech, and in English below, for we do not know what the sender reads. */
export function refusalText({ subject, receivedAt, reason, officeName, officeEmail }: RefusalTold): { subject: string; text: string } {
  const about = subject.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ').slice(0, 200)
  return {
    subject: `Podání nebylo přijato: ${about}`,
    text: [
      'Dobrý den,',
      `vaše podání „${about}“, které nám bylo doručeno ${timeIn('cs-CZ', receivedAt)}, jsme nemohli přijmout.`,
      `Důvod: ${reason}`,
      `Podání prosím po nápravě pošlete znovu. Na otázky odpovíme na adrese ${officeEmail}.`,
      officeName,
      '----',
      `In English: we could not accept your submission “${about}”, received on ${timeIn('en-GB', receivedAt)}. The reason is given above in Czech.`
      + ` Please put it right and send it again, or write to ${officeEmail}.`,
    ].join('\n\n') + '\n',
  }
}

const timeIn = (locale: string, at: Date) => new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Prague', dateStyle: 'long', timeStyle: 'medium' }).format(at)
