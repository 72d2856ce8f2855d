/** Words whose stem no rule finds, folded, and what stands for it. Whole words. */
export const irregularWords: Readonly<Record<string, string>> = {
  ...all('den', 'den dne dni dnu dny dnem dnech dnum'),
  zajem: 'zajm', najem: 'najm', pronajem: 'pronajm', podnajem: 'podnajm', prijem: 'prijm', pojem: 'pojm', dojem: 'dojm', ...all('objm', 'objem objemu objemy objemem objemech objemum'),
  pisen: 'pisn', basen: 'basn', vezen: 'vezn', plzen: 'plzn',
  ...all('pes', 'pes psa psu psi psy psem psech psum psovi'), ...all('ves', 'ves vsi vsim vsich vesmi'),
}

/** Stems of the same word that differ within, after all rules: half of them by ů and o. */
export const sameStems: Readonly<Record<string, string>> = {
  dum: 'dom', vuz: 'voz', stul: 'stol', dul: 'dol', dvur: 'dvor', buh: 'boh', kun: 'kon', nuz: 'noz', sul: 'sol', hul: 'hol', vul: 'vol',
  dit: 'det', ditt: 'det', zac: 'zak', prit: 'prat', peniz: 'penz', del: 'dil', mer: 'mir', ver: 'vir', vitr: 'vetr', snih: 'snez', ruc: 'ruk', roc: 'rok',
}

/** Stems that end as if they were inflected. */
export const wholeStems: ReadonlySet<string> = new Set(('program rezim vyzkum uspech strach prach obcan magistrat stran organ plan hejtman clen'
  + ' rozum').split(' '))

function all(stem: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word) => [word, stem]))
}
