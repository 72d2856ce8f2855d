const cs = {
  title: 'Příkazy',
  label: 'Kam jít, co otevřít nebo udělat',
  placeholder: 'Napište příkaz, stránku, číslo nebo slova věci…',
  groups: { commands: 'Na této stránce', places: 'Přejít na', views: 'Uložené pohledy', recent: 'Nedávno otevřené', found: 'Nalezeno' },
  none: 'Nic takového tu není. Zkuste část čísla nebo jiné slovo.',
  searching: 'Hledá se…',
  found: (count: number) => `Nabídek: ${count}`,
}

const en = {
  title: 'Commands',
  label: 'Where to go, what to open or do',
  placeholder: 'Type a command, a page, a number or words of a subject…',
  groups: { commands: 'On this page', places: 'Go to', views: 'Saved views', recent: 'Opened lately', found: 'Found' },
  none: 'There is nothing like that. Try a part of the number or another word.',
  searching: 'Searching…',
  found: (count: number) => `Offers: ${count}`,
} satisfies typeof cs

export const paletteTexts = { cs, en }
