const cs = {
  or: 'nebo', signIn: 'Přihlásit se přístupovým klíčem',
  failures: {
    left: 'Klíč nebyl použit', leftLead: 'Potvrzení bylo zrušeno nebo vypršel čas. Zkuste to znovu.',
    known: 'Na tomto zařízení už klíč máte', knownLead: 'Přihlašujte se jím, nebo přidejte klíč jiného zařízení.',
    elsewhere: 'Na této adrese klíče nefungují', elsewhereLead: 'Otevřete Oběh na adrese, kterou úřad používá.',
  },
  second: { title: 'Ještě přístupový klíč', lead: 'Heslo souhlasí. Úřad od vás žádá i druhý stupeň: potvrďte se přístupovým klíčem.', use: 'Použít klíč', back: 'Přihlásit se jinak', lost: 'Nemáte klíč u sebe, nebo jste o něj přišli? Nový přístup vám odkazem dá jen správce úřadu.' },
  prove: {
    title: 'Jste to opravdu vy?', lead: 'Jde o citlivý úkon. Potvrďte se a hned se provede.', boundLead: 'Tento úkon správců a vedoucích se potvrzuje klíčem vázaným na zařízení. Klíč, který se mezi zařízeními kopíruje, nestačí.',
    key: 'Potvrdit přístupovým klíčem', password: 'Heslo', confirm: 'Potvrdit heslem', missing: 'Vyplňte heslo.', none: 'Takový klíč zatím nemáte.', add: 'Přidat klíč v části Můj účet', cancel: 'Neprovádět',
  },
  duty: {
    title: 'Druhý stupeň přihlášení', lead: 'Úřad od vás žádá víc než heslo. Přidejte si přístupový klíč; zabere to chvilku a příště se jím přihlásíte i bez hesla.',
    what: 'Přístupový klíč je v telefonu, v počítači nebo na bezpečnostním tokenu. Potvrzuje se otiskem, obličejem nebo PINem a nejde vylákat podvodnou stránkou.',
    name: 'Název klíče', hint: 'Podle čeho ho poznáte, třeba „služební telefon“.', missing: 'Pojmenujte klíč.', make: 'Vytvořit klíč', leave: 'Odhlásit se',
    cannot: 'Tento prohlížeč přístupové klíče neumí', cannotLead: 'Použijte aktuální prohlížeč na adrese začínající https, nebo požádejte správce.',
  },
}

const en = {
  or: 'or', signIn: 'Sign in with a passkey',
  failures: {
    left: 'The key was not used', leftLead: 'The confirmation was cancelled or ran out of time. Try again.',
    known: 'There is a key on this device already', knownLead: 'Sign in with it, or add the key of another device.',
    elsewhere: 'Keys do not work at this address', elsewhereLead: 'Open Oběh at the address the office uses.',
  },
  second: { title: 'And a passkey', lead: 'The password is right. The office asks you for a second step too: confirm with your passkey.', use: 'Use the key', back: 'Sign in another way', lost: 'No key with you, or lost it? Only an administrator can give you new access, by a link.' },
  prove: {
    title: 'Is it really you?', lead: 'This is a sensitive act. Confirm and it will be done at once.', boundLead: 'This act of administrators and heads is confirmed by a key bound to its device. A key that is copied between devices is not enough.',
    key: 'Confirm with a passkey', password: 'Password', confirm: 'Confirm with the password', missing: 'Fill in the password.', none: 'You have no such key yet.', add: 'Add a key in My account', cancel: 'Do not do it',
  },
  duty: {
    title: 'Second step at sign-in', lead: 'The office asks you for more than a password. Add a passkey; it takes a moment, and next time it signs you in without a password too.',
    what: 'A passkey lives in a phone, a computer or a security token. You confirm it by finger, face or PIN, and no false page can coax it out of you.',
    name: 'Name of the key', hint: 'By which you will know it, “work phone” for instance.', missing: 'Name the key.', make: 'Make the key', leave: 'Sign out',
    cannot: 'This browser has no passkeys', cannotLead: 'Use a current browser at an address that begins with https, or ask the administrator.',
  },
} satisfies typeof cs

export const keyTexts = { cs, en }
