import type { Language } from '../kit/language.tsx'
import { visible, type Warning } from './item.ts'

/** A warning of the readers as a sentence a registrar can act on; `null` for what changes nothing for them. */
export function warningWords(language: Language, warning: Warning): string | null {
  const { kind } = warning
  if (kind === 'parsers-disagree') {
    const about = words[language].about[String(warning['about'])] ?? String(warning['about'])
    const [one = '', other = ''] = Array.isArray(warning['readings']) ? warning['readings'].map(String) : []
    return words[language].disagree(about, one, other)
  }
  const sentence = words[language].plain[kind]
  if (sentence === undefined) return words[language].unknown
  return sentence && sentence.replace(/\{(\w+)\}/g, (_, field: string) => visible(String(warning[field] ?? '')))
}

interface Words {
  readonly about: Readonly<Record<string, string>>
  readonly disagree: (about: string, one: string, other: string) => string
  readonly plain: Readonly<Record<string, string | null>>
  readonly unknown: string
}

const cs = {
  about: { subject: 'předmětu', sender: 'odesílateli', attachments: 'přílohách' },
  disagree: (about: string, one: string, other: string) => `Zpráva je zapsána nejednoznačně: dva nezávislé způsoby čtení se liší v ${about} („${one}“ a „${other}“). Ověřte to v originálu.`,
  plain: {
    'parser-failed': 'Jeden ze dvou způsobů čtení zprávě nerozuměl. Zkontrolujte, zda je text a výčet příloh úplný.',
    'no-sender': 'Zpráva neuvádí odesílatele. Doplňte ho ručně, je-li znám.',
    'no-date': 'Zpráva neuvádí, kdy byla odeslána.',
    'empty': 'Zpráva nemá žádný text ani přílohy.',
    'truncated': 'Zpráva je neúplná, její konec nedorazil.',
    'text-from-html': null,
    'charset-unknown': 'Zpráva neříká, jakým písmem je psaná. Zkontrolujte, zda se text čte správně.',
    'damaged-part': 'Jedna z příloh je poškozená a nejspíš nepůjde otevřít.',
    'attachment-renamed': 'Příloha „{from}“ má nebezpečný název, proto se jmenuje „{to}“.',
    'nested-message': 'Uvnitř je přiložená další zpráva „{name}“.',
    'outlook-container': 'Příloha „{name}“ je obal programu Outlook; co je v něm, následuje za ní.',
    'file-in-text': 'V textu zprávy je zapsán soubor „{name}“; je vyjmut mezi přílohy.',
    'program-attached': 'Příloha „{name}“ je program. Neotevírejte ji.',
    'not-read': 'Obsah tohoto druhu souboru se automaticky nečte. Údaje vyplňte ručně.',
    'no-text': 'Dokument nemá text, nejspíš je to sken.',
    'encrypted': 'Dokument je chráněn heslem.',
    'too-large': 'Dokument je příliš velký na automatické čtení.',
    'type-mismatch': 'Soubor „{name}“ se tváří jako .{claimed}, uvnitř je však něco jiného ({format}).',
    'polyglot': 'Soubor „{name}“ se dá číst i jako jiný druh souboru ({also}). Poctivé soubory takové nebývají; otevírejte ho opatrně.',
    'name-deceives': 'Název „{name}“ obsahuje znaky nebo tvar, které mohou klamat. Tady se jmenuje bezpečně.',
    'archive-empty': 'V archivu „{name}“ nic není.',
    'archive-closed': 'Archiv „{name}“ se nerozbalil, protože to nebylo bezpečné. Zůstal uložen celý.',
    'archive-part-closed': 'Soubor „{name}“ v archivu je zabalen způsobem, který neumíme. Zůstal v archivu.',
    'program-inside': 'V archivu je program „{name}“. Neotevírejte ho.',
    'macros': 'Dokument „{name}“ obsahuje makra. Otevírejte ho jen s vypnutými makry.',
    'already-here': 'Stejné podání už čeká na zaevidování.',
  },
  unknown: 'Při čtení se vyskytla neobvyklá okolnost. Zkontrolujte údaje podle originálu.',
} satisfies Words

type Like = { readonly about: Record<keyof typeof cs.about, string>, readonly plain: Record<keyof typeof cs.plain, string | null> }

const en = {
  about: { subject: 'the subject', sender: 'the sender', attachments: 'the attachments' },
  disagree: (about: string, one: string, other: string) => `The message is ambiguous: two independent readers differ about ${about} (“${one}” and “${other}”). Check it in the original.`,
  plain: {
    'parser-failed': 'One of the two readers did not understand the message. Check that the text and the attachments are complete.',
    'no-sender': 'The message names no sender. Add them by hand if you know them.',
    'no-date': 'The message does not say when it was sent.',
    'empty': 'The message has neither text nor attachments.',
    'truncated': 'The message is incomplete, its end has not arrived.',
    'text-from-html': null,
    'charset-unknown': 'The message does not say in which character set it is written. Check that the text reads well.',
    'damaged-part': 'One of the attachments is damaged and can probably not be opened.',
    'attachment-renamed': 'The attachment “{from}” had a dangerous name; it is called “{to}” here.',
    'nested-message': 'Another message is attached: “{name}”.',
    'outlook-container': 'The attachment “{name}” is a container of Outlook; what is in it follows.',
    'file-in-text': 'The file “{name}” is written in the text of the message; it is taken out among the attachments.',
    'program-attached': 'The attachment “{name}” is a program. Do not open it.',
    'not-read': 'This kind of file is not read automatically. Fill in the facts by hand.',
    'no-text': 'The document has no text, it is probably a scan.',
    'encrypted': 'The document is protected by a password.',
    'too-large': 'The document is too large to be read automatically.',
    'type-mismatch': 'The file “{name}” pretends to be .{claimed}, but something else is inside ({format}).',
    'polyglot': 'The file “{name}” can also be read as another kind of file ({also}). Honest files are not like that; open it with care.',
    'name-deceives': 'The name “{name}” has characters or a form that may deceive. It is called safely here.',
    'archive-empty': 'There is nothing in the archive “{name}”.',
    'archive-closed': 'The archive “{name}” was not unpacked, because that was not safe. It is kept whole.',
    'archive-part-closed': 'The file “{name}” in the archive is packed in a way we cannot read. It stays in the archive.',
    'program-inside': 'There is a program in the archive: “{name}”. Do not open it.',
    'macros': 'The document “{name}” has macros. Open it only with macros turned off.',
    'already-here': 'The same submission is already waiting.',
  },
  unknown: 'Something unusual was met while reading. Check the facts against the original.',
} satisfies Words & Like

const words: Record<Language, Words> = { cs, en }
