const cs = {
  title: 'Můj účet',
  sessions: 'Kde jste přihlášeni', device: 'Zařízení', origin: 'Adresa', seen: 'Naposledy', end: 'Odhlásit', current: 'toto zařízení', unknown: 'neznámé zařízení',
  endOthers: 'Odhlásit ostatní', ended: 'Zařízení je odhlášeno.', othersEnded: 'Ostatní zařízení jsou odhlášena.',
  places: { here: 'tento počítač', inside: 'síť úřadu', outside: 'mimo síť úřadu' },
  keys: {
    title: 'Přístupové klíče', none: 'Zatím žádný klíč', noneLead: 'S klíčem v telefonu, počítači nebo na tokenu se přihlásíte otiskem, obličejem nebo PINem, bez hesla.',
    name: 'Klíč', used: 'Naposledy', made: 'Přidán', unused: 'nepoužit', bound: 'vázaný na zařízení', synced: 'kopíruje se mezi zařízeními', remove: 'Odebrat', removeNamed: (name: string) => `Odebrat klíč ${name}`,
    removed: 'Klíč je odebrán a ostatní zařízení odhlášena.', newName: 'Název nového klíče', newHint: 'Podle čeho ho poznáte, třeba „služební telefon“.', nameMissing: 'Pojmenujte klíč.', add: 'Přidat klíč', added: 'Klíč je přidán.',
    cannot: 'Tento prohlížeč přístupové klíče neumí', cannotLead: 'Použijte aktuální prohlížeč na adrese začínající https.',
  },
  password: {
    title: 'Změna hesla', old: 'Dosavadní heslo', next: 'Nové heslo', again: 'Nové heslo znovu', hint: 'Aspoň 12 znaků, třeba několik nesouvisejících slov.',
    oldMissing: 'Vyplňte dosavadní heslo.', short: 'Heslo má mít aspoň 12 znaků.', differ: 'Hesla se liší.', means: 'Ostatní zařízení se tím odhlásí.', send: 'Změnit heslo', done: 'Heslo je změněno.',
  },
  first: { title: 'Nastavení hesla', send: 'Nastavit heslo a přihlásit se', noLink: 'V adrese chybí odkaz', noLinkLead: 'Otevřete celý odkaz, který jste dostali od správce.' },
}

const en = {
  title: 'My account',
  sessions: 'Where you are signed in', device: 'Device', origin: 'Address', seen: 'Last used', end: 'Sign out', current: 'this device', unknown: 'unknown device',
  endOthers: 'Sign out the others', ended: 'The device is signed out.', othersEnded: 'The other devices are signed out.',
  places: { here: 'this computer', inside: 'network of the office', outside: 'outside the office' },
  keys: {
    title: 'Passkeys', none: 'No passkey yet', noneLead: 'With a key in your phone, computer or token you sign in by finger, face or PIN, without a password.',
    name: 'Key', used: 'Last used', made: 'Added', unused: 'not used', bound: 'bound to its device', synced: 'copied between devices', remove: 'Remove', removeNamed: (name: string) => `Remove the key ${name}`,
    removed: 'The key is removed and the other devices are signed out.', newName: 'Name of a new key', newHint: 'By which you will know it, “work phone” for instance.', nameMissing: 'Name the key.', add: 'Add a key', added: 'The key has been added.',
    cannot: 'This browser has no passkeys', cannotLead: 'Use a current browser at an address that begins with https.',
  },
  password: {
    title: 'Change of password', old: 'Present password', next: 'New password', again: 'New password again', hint: 'At least 12 characters, several unrelated words for instance.',
    oldMissing: 'Fill in the present password.', short: 'A password has at least 12 characters.', differ: 'The passwords differ.', means: 'Other devices are signed out by it.', send: 'Change the password', done: 'The password is changed.',
  },
  first: { title: 'Setting a password', send: 'Set the password and sign in', noLink: 'The address has no link', noLinkLead: 'Open the whole link the administrator gave you.' },
} satisfies typeof cs

export const accountTexts = { cs, en }
