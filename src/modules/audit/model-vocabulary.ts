/** The code list `TypUdalostiId` of the national standard (VMV čá. 85/2024, annex 6). */
export const standardEventTypes = [
  'Zalozeni', 'Uprava', 'Zruseni', 'Zobrazeni', 'Export', 'Prenos', 'Storno', 'Zniceni', 'VlozeniDoSpisu', 'VyjmutiZeSpisu', 'PripojeniCJ',
  'NovaVerze', 'VlozeniKDokumentu', 'VyjmutiZDokumentu', 'VlozeniKVypraveni', 'VyjmutiZVypraveni', 'PripojeniPodpisu', 'PripojeniRazitka',
  'FinalniVerze', 'PredaniVypravne', 'Vypraveno', 'Doruceno', 'Vyrizeni', 'Schvaleni', 'Uzavreni', 'Otevreni', 'PostoupeniAgende',
  'VraceniZAgendy', 'ZmenaZpracovatele', 'PripojeniKlicovehoSlova', 'OdebraniKlicovehoSlova', 'PredaniNaSpisovnu', 'PrevzetiNaSpisovnu',
  'VraceniZeSpisovny', 'PozastaveniSkartacniOperace', 'ZruseniPozastaveniSkartacniOperace', 'VlozeniDoUkladaciJednotky',
  'VyjmutiZUkladaciJednotky', 'VlozeniDoSkartacnihoNavrhu', 'VyjmutiZeSkartacnihoNavrhu', 'VlozeniDoSpisoveRozluky', 'VyjmutiZeSpisoveRozluky',
  'KonverzeZMociUredni', 'KonverzeFormatu',
] as const

/** Kinds of events: those of the standard, and ours, which are written there as free text (`TypUdalostiText`) and cover decree 409/2025 § 22. */
export const eventTypes = [
  ...standardEventTypes,
  'Prihlaseni', 'Odhlaseni', 'OdmitnutyPristup', 'Prijem', 'Odmitnuti', 'Predani', 'Prevzeti', 'ZadostOVyjadreni', 'Vyjadreni', 'ZadostOSchvaleni',
  'Vraceni', 'NeuspesneVypraveni', 'Spusteni', 'Zastaveni', 'ZmenaOpravneni',
  'VymazUdaju', 'NavrhVymazu', 'Delegovani', 'Preskoceni', 'ZnovuOtevreniKroku', 'ZmenaTerminu', 'Urgence', 'PozastaveniLhuty', 'ObnoveniLhuty',
  'ZmenaNastaveniProtokolu', 'KritickaChyba',
  'RegistraceKlice', 'ZruseniKlice', 'OvereniTotoznosti',
  'OvereniPodpisu',
] as const
export type EventType = (typeof eventTypes)[number]

/** The code list `TypObjektuId` of the same annex. */
export const standardObjectTypes = [
  'Komponenta', 'Zasilka', 'Dokument', 'Spis', 'Soucast', 'Dil', 'TypovySpis', 'VecnaSkupina', 'SpisovyPlan', 'Denik', 'KonfiguraceSystemu', 'Osoba',
  'FunkcniMisto', 'SpisovyUzel', 'OrganizacniJednotka', 'SkupinaUzivatelu', 'KonverzeZMociUredni', 'Obalka', 'SkartacniRezim', 'SkartacniNavrh',
  'SpisovaRozluka', 'SablonaTypovehoSpisu', 'SablonaSoucasti', 'Subjekt', 'DruhDokumentu', 'TypSpisu', 'UkladaciJednotka', 'SchvaleniSpis',
  'SchvaleniDokument', 'SchvaleniKomponenta', 'ZpusobVyrizeni',
] as const

/** Kinds of objects: those of the standard, and ours. */
export const objectTypes = [
  ...standardObjectTypes,
  'Podani', 'PolozkaObehu', 'HromadnyUkon', 'Relace', 'Stranka', 'Pohled', 'Zastupovani',
  'PodpisovyRad', 'PodpisovePravidlo', 'PodpisovyKlic', 'HromadnyPodpis',
] as const
export type ObjectType = (typeof objectTypes)[number]
