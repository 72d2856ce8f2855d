const cs = {
  title: 'Uložené dny protokolu', lead: 'Po půlnoci se protokol předešlého dne sám uloží jako dokument úřadu ve formátu, který žádá národní standard, podepíše se klíčem protokolu a opatří se pečetí úřadu s časovým razítkem. Žádný den nesmí chybět.',
  days: 'Dny protokolu', day: 'Den', entries: 'Záznamů', size: 'Velikost', sum: 'SHA-256', take: 'Stáhnout', xml: 'Protokol (XML)', note: 'Podpis', seal: 'Zapečetěno', notSealed: 'čeká', sealed: 'S pečetí',
  none: 'Zatím není uložen žádný den. První se uloží po nejbližší půlnoci.',
  missing: 'Chybí uložený protokol některého dne',
  missingLead: (days: string, more: number) => `Není uložen: ${days}${more > 0 ? ` a ${more} dalších` : ''}. Buď se samočinné ukládání zastavilo, nebo byl uložený den odstraněn. Spusťte „obeh log verify“ a podívejte se do technického záznamu serveru.`,
  unsealed: 'Uložený protokol některého dne čeká na pečeť',
  unsealedLead: (days: string, more: number) => `Bez pečeti a časového razítka je: ${days}${more > 0 ? ` a ${more} dalších` : ''}. Server to zkouší každých pět minut. Ověřte, že má úřad platnou pečeť a že autorita časových razítek odpovídá; důvod je v technickém záznamu serveru.`,
  witnesses: 'Svědci', witness: 'Svědek', cosigned: 'Naposledy spolupodepsal', upTo: 'Záznamů celkem', state: 'Stav', never: 'zatím nikdy',
  noWitness: 'Protokol nespolupodepisuje žádný svědek. Server jiného úřadu, který ho pravidelně spolupodepisuje, pozná i přepis provedený s ukradeným klíčem; nastavení je v příručce správce.',
  isFine: 'v pořádku', isLate: 'dlouho mlčí', isContrary: 'zná jiný protokol',
  late: 'Svědek protokolu dlouho mlčí', lateLead: (names: string) => `${names}: práce úřadu to nezdržuje, ale přepis protokolu by teď nikdo další nepoznal. Ověřte, že server svědka běží a je dosažitelný.`,
  contradicts: 'Svědek zná jiný protokol, než jaký je tady',
  contradictsLead: (names: string) => `${names}: protokol byl přepsán nebo vrácen zpět, třeba obnovou ze staré zálohy. Nic nemažte, spusťte „obeh log verify“ a zavolejte bezpečnost.`,
}

const en = {
  title: 'Stored days of the log', lead: 'After midnight the log of the day before is stored as a document of the office, in the form the national standard asks for, signed by the key of the log, and sealed by the office with a time stamp. No day may be missing.',
  days: 'Days of the log', day: 'Day', entries: 'Entries', size: 'Size', sum: 'SHA-256', take: 'Download', xml: 'Log (XML)', note: 'Signature', seal: 'Sealed', notSealed: 'waits', sealed: 'Sealed form',
  none: 'No day is stored yet. The first will be after the next midnight.',
  missing: 'The stored log of some day is missing',
  missingLead: (days: string, more: number) => `Not stored: ${days}${more > 0 ? ` and ${more} more` : ''}. Either storing has stopped, or a stored day was taken away. Run “obeh log verify” and look into the technical log of the server.`,
  unsealed: 'The stored log of some day waits for its seal',
  unsealedLead: (days: string, more: number) => `Without a seal and a time stamp: ${days}${more > 0 ? ` and ${more} more` : ''}. The server tries every five minutes. Check that the office has a valid seal and that the time stamp authority answers; the technical log of the server has the reason.`,
  witnesses: 'Witnesses', witness: 'Witness', cosigned: 'Last cosigned', upTo: 'Entries in all', state: 'State', never: 'never yet',
  noWitness: 'No witness cosigns the log. The server of another office that cosigns it regularly finds out even a rewriting done with a stolen key; the administrator’s guide says how.',
  isFine: 'all right', isLate: 'silent for long', isContrary: 'knows another log',
  late: 'A witness of the log has been silent for long', lateLead: (names: string) => `${names}: the work of the office goes on, but nobody else would find out a rewritten log now. Check that the witness runs and can be reached.`,
  contradicts: 'A witness knows another log than the one here',
  contradictsLead: (names: string) => `${names}: the log was rewritten or set back, perhaps by restoring an old backup. Delete nothing, run “obeh log verify” and call security.`,
} satisfies typeof cs

export const keepingTexts = { cs, en }
