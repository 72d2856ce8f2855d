const cs = {
  label: 'Uložené pohledy',
  save: 'Uložit pohled',
  saveTitle: 'Uložit tento pohled',
  saveLead: 'Uloží se filtry, ne to, co je v seznamu právě teď.',
  change: (name: string) => `Upravit pohled ${name}`,
  changeTitle: 'Upravit pohled',
  name: 'Jméno',
  nameHint: 'Například Po termínu na našem odboru.',
  shared: 'Sdílet s celým útvarem',
  sharedHint: 'Každý v něm uvidí jen to, k čemu má sám přístup.',
  sharedTag: 'sdílený',
  confirm: 'Uložit',
  remove: 'Odstranit pohled',
  saved: 'Pohled je uložen.',
  changed: 'Pohled je upraven.',
  removed: 'Pohled je odstraněn.',
}

const en = {
  label: 'Saved views',
  save: 'Save view',
  saveTitle: 'Save this view',
  saveLead: 'What is saved are the filters, not what the list shows just now.',
  change: (name: string) => `Edit view ${name}`,
  changeTitle: 'Edit view',
  name: 'Name',
  nameHint: 'For instance Overdue in our department.',
  shared: 'Share with the whole unit',
  sharedHint: 'Everyone will see in it only what they have access to.',
  sharedTag: 'shared',
  confirm: 'Save',
  remove: 'Remove view',
  saved: 'The view has been saved.',
  changed: 'The view has been changed.',
  removed: 'The view has been removed.',
} satisfies typeof cs

export const viewsTexts = { cs, en }
