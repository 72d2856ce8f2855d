/**
 * Kinds of events. Those in Czech are the code list `TypUdalostiId` of the national standard (VMV čá. 85/2024, annex 6);
 * the others are written there as free text (`TypUdalostiText`) and cover decree 409/2025 § 22.
 */
export const eventTypes = [
  'Zalozeni', 'Uprava', 'Zruseni', 'Zobrazeni', 'Export', 'Prenos', 'Storno', 'Zniceni', 'VlozeniDoSpisu', 'VyjmutiZeSpisu', 'PripojeniCJ',
  'NovaVerze', 'VlozeniKDokumentu', 'VyjmutiZDokumentu', 'VlozeniKVypraveni', 'VyjmutiZVypraveni', 'PripojeniPodpisu', 'PripojeniRazitka',
  'FinalniVerze', 'PredaniVypravne', 'Vypraveno', 'Doruceno', 'Vyrizeni', 'Schvaleni', 'Uzavreni', 'Otevreni', 'PostoupeniAgende',
  'VraceniZAgendy', 'ZmenaZpracovatele', 'PripojeniKlicovehoSlova', 'OdebraniKlicovehoSlova', 'PredaniNaSpisovnu', 'PrevzetiNaSpisovnu',
  'VraceniZeSpisovny', 'PozastaveniSkartacniOperace', 'ZruseniPozastaveniSkartacniOperace', 'VlozeniDoUkladaciJednotky',
  'VyjmutiZUkladaciJednotky', 'VlozeniDoSkartacnihoNavrhu', 'VyjmutiZeSkartacnihoNavrhu', 'VlozeniDoSpisoveRozluky', 'VyjmutiZeSpisoveRozluky',
  'KonverzeZMociUredni', 'KonverzeFormatu',
  'Prihlaseni', 'Odhlaseni', 'OdmitnutyPristup', 'Prijem', 'Odmitnuti', 'Predani', 'Prevzeti', 'ZadostOVyjadreni', 'Vyjadreni', 'ZadostOSchvaleni',
  'Vraceni', 'NeuspesneVypraveni', 'Spusteni', 'Zastaveni', 'ZmenaOpravneni',
  'VymazUdaju', 'NavrhVymazu', 'Delegovani', 'Preskoceni', 'ZnovuOtevreniKroku', 'ZmenaTerminu', 'Urgence', 'PozastaveniLhuty', 'ObnoveniLhuty',
] as const
export type EventType = (typeof eventTypes)[number]

/** Kinds of objects: the code list `TypObjektuId` of the same annex, and those of ours it does not know. */
export const objectTypes = [
  'Komponenta', 'Zasilka', 'Dokument', 'Spis', 'Soucast', 'Dil', 'TypovySpis', 'VecnaSkupina', 'SpisovyPlan', 'Denik', 'KonfiguraceSystemu', 'Osoba',
  'FunkcniMisto', 'SpisovyUzel', 'OrganizacniJednotka', 'SkupinaUzivatelu', 'KonverzeZMociUredni', 'Obalka', 'SkartacniRezim', 'SkartacniNavrh',
  'SpisovaRozluka', 'SablonaTypovehoSpisu', 'SablonaSoucasti', 'Subjekt', 'DruhDokumentu', 'TypSpisu', 'UkladaciJednotka', 'SchvaleniSpis',
  'SchvaleniDokument', 'SchvaleniKomponenta', 'ZpusobVyrizeni',
  'Podani', 'PolozkaObehu', 'HromadnyUkon', 'Relace', 'Stranka', 'Pohled', 'Zastupovani',
] as const
export type ObjectType = (typeof objectTypes)[number]
