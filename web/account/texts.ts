const cs = {
  title: 'Můj účet',
  sessions: 'Kde jste přihlášeni', device: 'Zařízení', origin: 'Adresa', seen: 'Naposledy', end: 'Odhlásit', current: 'toto zařízení', unknown: 'neznámé zařízení',
  endOthers: 'Odhlásit ostatní', ended: 'Zařízení je odhlášeno.', othersEnded: 'Ostatní zařízení jsou odhlášena.',
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
  password: {
    title: 'Change of password', old: 'Present password', next: 'New password', again: 'New password again', hint: 'At least 12 characters, several unrelated words for instance.',
    oldMissing: 'Fill in the present password.', short: 'A password has at least 12 characters.', differ: 'The passwords differ.', means: 'Other devices are signed out by it.', send: 'Change the password', done: 'The password is changed.',
  },
  first: { title: 'Setting a password', send: 'Set the password and sign in', noLink: 'The address has no link', noLinkLead: 'Open the whole link the administrator gave you.' },
} satisfies typeof cs

export const accountTexts = { cs, en }
