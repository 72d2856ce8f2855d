import type { EventType, ObjectType } from '../../src/modules/audit/index.ts'

/** Every kind of event in words that need no law at hand. One that is missing does not compile. */
const cs = {
  Zalozeni: 'Založeno', Uprava: 'Upraveno', Zruseni: 'Zrušeno', Zobrazeni: 'Zobrazeno', Export: 'Vyvezeno', Prenos: 'Přeneseno do jiného systému', Storno: 'Stornováno',
  Zniceni: 'Zničeno', VlozeniDoSpisu: 'Vloženo do spisu', VyjmutiZeSpisu: 'Vyjmuto ze spisu', PripojeniCJ: 'Přiděleno číslo jednací', NovaVerze: 'Uložena nová verze',
  VlozeniKDokumentu: 'Vloženo k dokumentu', VyjmutiZDokumentu: 'Vyjmuto z dokumentu', VlozeniKVypraveni: 'Přidáno k odeslání', VyjmutiZVypraveni: 'Odebráno z odeslání',
  PripojeniPodpisu: 'Připojen podpis', PripojeniRazitka: 'Připojeno časové razítko', FinalniVerze: 'Určena konečná verze', PredaniVypravne: 'Předáno výpravně',
  Vypraveno: 'Odesláno', Doruceno: 'Doručeno', Vyrizeni: 'Vyřízeno', Schvaleni: 'Schváleno', Uzavreni: 'Uzavřeno', Otevreni: 'Znovu otevřeno',
  PostoupeniAgende: 'Postoupeno do jiné agendy', VraceniZAgendy: 'Vráceno z jiné agendy', ZmenaZpracovatele: 'Změnil se zpracovatel',
  PripojeniKlicovehoSlova: 'Přidáno klíčové slovo', OdebraniKlicovehoSlova: 'Odebráno klíčové slovo', PredaniNaSpisovnu: 'Předáno do spisovny',
  PrevzetiNaSpisovnu: 'Převzato ve spisovně', VraceniZeSpisovny: 'Vráceno ze spisovny', PozastaveniSkartacniOperace: 'Skartace pozastavena',
  ZruseniPozastaveniSkartacniOperace: 'Pozastavení skartace zrušeno', VlozeniDoUkladaciJednotky: 'Uloženo do krabice', VyjmutiZUkladaciJednotky: 'Vyjmuto z krabice',
  VlozeniDoSkartacnihoNavrhu: 'Zařazeno do skartačního návrhu', VyjmutiZeSkartacnihoNavrhu: 'Vyřazeno ze skartačního návrhu',
  VlozeniDoSpisoveRozluky: 'Zařazeno do spisové rozluky', VyjmutiZeSpisoveRozluky: 'Vyřazeno ze spisové rozluky',
  KonverzeZMociUredni: 'Převedeno konverzí z moci úřední', KonverzeFormatu: 'Převedeno do jiného formátu',
  Prihlaseni: 'Přihlášení', Odhlaseni: 'Odhlášení', OdmitnutyPristup: 'Odmítnutý přístup', Prijem: 'Přijato', Odmitnuti: 'Odmítnuto', Predani: 'Předáno', Prevzeti: 'Převzato',
  ZadostOVyjadreni: 'Vyžádáno vyjádření', Vyjadreni: 'Vyjádření', ZadostOSchvaleni: 'Předloženo ke schválení', Vraceni: 'Vráceno k přepracování',
  NeuspesneVypraveni: 'Odeslání se nezdařilo', Spusteni: 'Spuštění systému', Zastaveni: 'Zastavení systému', ZmenaOpravneni: 'Změna oprávnění',
  VymazUdaju: 'Vymazány osobní údaje', NavrhVymazu: 'Navržen výmaz osobních údajů',
  Delegovani: 'Předáno k provedení jinému', Preskoceni: 'Krok přeskočen', ZnovuOtevreniKroku: 'Krok znovu otevřen', ZmenaTerminu: 'Změněn termín', Urgence: 'Urgováno',
  PozastaveniLhuty: 'Lhůta pozastavena', ObnoveniLhuty: 'Lhůta běží dál',
  ZmenaNastaveniProtokolu: 'Změněno nastavení protokolu', KritickaChyba: 'Závažná chyba systému',
  RegistraceKlice: 'Přidán přístupový klíč', ZruseniKlice: 'Odebrán přístupový klíč', OvereniTotoznosti: 'Ověřena totožnost', OvereniPodpisu: 'Ověřeny podpisy',
} satisfies Record<EventType, string>

const en = {
  Zalozeni: 'Created', Uprava: 'Changed', Zruseni: 'Cancelled', Zobrazeni: 'Viewed', Export: 'Exported', Prenos: 'Moved to another system', Storno: 'Voided',
  Zniceni: 'Destroyed', VlozeniDoSpisu: 'Put in the file', VyjmutiZeSpisu: 'Taken out of the file', PripojeniCJ: 'Reference number given', NovaVerze: 'New version saved',
  VlozeniKDokumentu: 'Added to the document', VyjmutiZDokumentu: 'Taken out of the document', VlozeniKVypraveni: 'Added to the dispatch', VyjmutiZVypraveni: 'Taken out of the dispatch',
  PripojeniPodpisu: 'Signature attached', PripojeniRazitka: 'Time stamp attached', FinalniVerze: 'Final version set', PredaniVypravne: 'Handed to dispatch',
  Vypraveno: 'Sent', Doruceno: 'Delivered', Vyrizeni: 'Settled', Schvaleni: 'Approved', Uzavreni: 'Closed', Otevreni: 'Reopened',
  PostoupeniAgende: 'Passed to another agenda', VraceniZAgendy: 'Returned from another agenda', ZmenaZpracovatele: 'Handler changed',
  PripojeniKlicovehoSlova: 'Keyword added', OdebraniKlicovehoSlova: 'Keyword removed', PredaniNaSpisovnu: 'Handed to the records store',
  PrevzetiNaSpisovnu: 'Taken over by the records store', VraceniZeSpisovny: 'Returned from the records store', PozastaveniSkartacniOperace: 'Disposal suspended',
  ZruseniPozastaveniSkartacniOperace: 'Suspension of disposal lifted', VlozeniDoUkladaciJednotky: 'Put in a box', VyjmutiZUkladaciJednotky: 'Taken out of a box',
  VlozeniDoSkartacnihoNavrhu: 'Put on the disposal list', VyjmutiZeSkartacnihoNavrhu: 'Taken off the disposal list',
  VlozeniDoSpisoveRozluky: 'Put in the transfer between offices', VyjmutiZeSpisoveRozluky: 'Taken out of the transfer between offices',
  KonverzeZMociUredni: 'Converted ex officio', KonverzeFormatu: 'Converted to another format',
  Prihlaseni: 'Signed in', Odhlaseni: 'Signed out', OdmitnutyPristup: 'Access refused', Prijem: 'Received', Odmitnuti: 'Refused', Predani: 'Handed over', Prevzeti: 'Taken over',
  ZadostOVyjadreni: 'Statement asked for', Vyjadreni: 'Statement given', ZadostOSchvaleni: 'Submitted for approval', Vraceni: 'Returned for rework',
  NeuspesneVypraveni: 'Sending failed', Spusteni: 'System started', Zastaveni: 'System stopped', ZmenaOpravneni: 'Permissions changed',
  VymazUdaju: 'Personal data erased', NavrhVymazu: 'Erasure of personal data proposed',
  Delegovani: 'Passed on', Preskoceni: 'Step skipped', ZnovuOtevreniKroku: 'Step reopened', ZmenaTerminu: 'Time limit changed', Urgence: 'Urged',
  PozastaveniLhuty: 'Time limit suspended', ObnoveniLhuty: 'Time limit runs on',
  ZmenaNastaveniProtokolu: 'Settings of the log changed', KritickaChyba: 'Critical error of the system',
  RegistraceKlice: 'Passkey added', ZruseniKlice: 'Passkey removed', OvereniTotoznosti: 'Identity confirmed', OvereniPodpisu: 'Signatures validated',
} satisfies Record<EventType, string>

export const eventTexts: { readonly cs: Readonly<Record<string, string>>, readonly en: Readonly<Record<string, string>> } = { cs, en }

/** What an event happened to, where it was not the document itself. */
export const objectTexts = {
  cs: { Komponenta: 'část dokumentu', Zasilka: 'zásilka', Spis: 'spis', Podani: 'podání' } satisfies Partial<Record<ObjectType, string>>,
  en: { Komponenta: 'part of the document', Zasilka: 'consignment', Spis: 'file', Podani: 'submission' } satisfies Partial<Record<ObjectType, string>>,
} as { readonly cs: Readonly<Record<string, string>>, readonly en: Readonly<Record<string, string>> }
