const cs = {
  title: 'Přihlášení',
  lead: 'Elektronický oběh dokumentů úřadu',
  email: 'Služební e-mail',
  password: 'Heslo',
  signIn: 'Přihlásit se',
  missing: { email: 'Vyplňte e-mail.', password: 'Vyplňte heslo.' },
  demo: 'Zkušební úřad',
  demoLead: 'Ukázková data. Přihlaste se jedním stiskem jako:',
  roles: {
    registrar: 'podatelna', clerk: 'referent', head: 'vedoucí', admin: 'správce', auditor: 'auditor', dpo: 'pověřenec',
  } as Readonly<Record<string, string>>,
}

const en = {
  title: 'Sign in',
  lead: 'Electronic circulation of the office’s documents',
  email: 'Work e-mail',
  password: 'Password',
  signIn: 'Sign in',
  missing: { email: 'Fill in the e-mail.', password: 'Fill in the password.' },
  demo: 'Demo office',
  demoLead: 'Sample data. One press signs you in as:',
  roles: {
    registrar: 'registry', clerk: 'clerk', head: 'head', admin: 'administrator', auditor: 'auditor', dpo: 'data protection officer',
  } as Readonly<Record<string, string>>,
} satisfies typeof cs

export const identityTexts = { cs, en }
