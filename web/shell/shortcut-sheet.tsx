import { useEffect, useState } from 'react'
import { Button, Checkbox, Dialog, Kbd, Stack, useTexts } from '../kit/index.ts'
import { publishCommands, type ShortcutLine } from './page-commands.ts'
import './shortcut-sheet.css'
import { shellTexts } from './texts.ts'
import { chooseLetterKeys, useLetterKeys, useShortcuts } from './use-shortcuts.ts'

export type { ShortcutLine }

/** What the keyboard can do on this page, opened by `?` or by the button it draws. */
export function ShortcutSheet({ lines }: { lines: readonly ShortcutLine[] }) {
  const t = useTexts(shellTexts).shortcuts
  const [open, setOpen] = useState(false)
  const letters = useLetterKeys()
  useShortcuts({ '?': () => setOpen(true) })
  useEffect(() => publishCommands(lines), [lines])
  return (
    <>
      <span className="shortcut-sheet__opener"><Button look="plain" size="s" onClick={() => setOpen(true)}>{t.title}{letters && <Kbd>?</Kbd>}</Button></span>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.title}>
        <Stack>
          <dl className="shortcut-sheet">
            {[...lines, { keys: ['/'], does: t.search }, { keys: ['Ctrl', 'K'], does: t.palette }, { keys: ['?'], does: t.thisSheet }].map(({ keys, does }) => (
              <div key={keys.join(' ')}><dt>{keys.map((key) => <Kbd key={key}>{key}</Kbd>)}</dt><dd>{does}</dd></div>
            ))}
          </dl>
          <Checkbox label={t.letters} hint={t.lettersHint} checked={letters} onChange={(event) => chooseLetterKeys(event.target.checked)} />
        </Stack>
      </Dialog>
    </>
  )
}
