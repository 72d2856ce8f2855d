import type { ProblemCode } from './problems.ts'
import type { ChangeLevel } from './report.ts'

/** Words for clerks. `{who}` is the name in the certificate, `{about}` what a problem speaks of. */
export interface VerdictTexts {
  readonly signature: string
  readonly seal: string
  readonly unknownSigner: string
  /** What is said of a signature and of a seal, which is of another gender in Czech. */
  readonly passed: readonly [signature: string, seal: string]
  readonly qualified: readonly [signature: string, seal: string]
  readonly failed: readonly [signature: string, seal: string]
  readonly indeterminate: string
  readonly none: string
  readonly changes: Readonly<Record<ChangeLevel, string>>
  readonly problems: Readonly<Record<ProblemCode, string>>
}

export const cs: VerdictTexts = {
  signature: 'Podpis osoby „{who}“',
  seal: 'Pečeť „{who}“',
  unknownSigner: 'neznámý podepisující',
  passed: ['je platný', 'je platná'],
  qualified: ['je platný a kvalifikovaný', 'je platná a kvalifikovaná'],
  failed: ['je neplatný', 'je neplatná'],
  indeterminate: 'zatím nelze potvrdit',
  none: 'Soubor neobsahuje žádný elektronický podpis.',
  changes: {
    NONE: 'dokument se po podpisu nezměnil', LTA_UPDATES: 'dokument se po podpisu nezměnil, jen k němu přibyly důkazy o platnosti',
    FORM_FILLING: 'po podpisu byl vyplněn formulář nebo přibyl další podpis', ANNOTATIONS: 'po podpisu přibyly poznámky', OTHER: 'dokument byl po podpisu změněn',
  },
  problems: {
    'ambiguous-file': 'soubor lze číst více způsoby ({about})', 'unreadable-file': 'soubor nelze přečíst ({about})', 'too-costly': 'ověření souboru překročilo povolený čas nebo paměť',
    'encrypted-file': 'soubor je zašifrovaný', 'malformed-signature': 'podpis je poškozený', 'malformed-container': 'obal s podpisem je poškozený ({about})', 'unsafe-name': 'obal obsahuje nebezpečný název souboru ({about})',
    'coverage-unclear': 'nelze určit, co podpis pokrývá', 'only-a-part-signed': 'podpis pokrývá jen část souboru', 'bytes-after-signature': 'za podepsanou částí jsou další data',
    'disallowed-change': 'po podpisu byl dokument změněn nedovoleným způsobem ({about})', 'docmdp-violated': 'podpisem uzamčený dokument byl změněn', 'fieldmdp-violated': 'bylo změněno pole, které podpis uzamkl ({about})',
    'changes-not-understood': 'změny po podpisu nelze posoudit ({about})', 'page-changed': 'změnila se strana {about}', 'signature-replaced': 'údaje podpisu byly později přepsány',
    'signature-in-several-fields': 'týž podpis je ve více polích', 'hidden-content': 'dokument obsahuje skrytý obsah, který lze později odkrýt ({about})',
    'content-inside-signature': 'podpis v sobě nese jiný obsah než tento dokument', 'several-signers': 'podpis má více podepisujících, v PDF smí být jen jeden', 'no-signers': 'podpis nikdo nepodepsal',
    'hash-differs': 'podepsaný obsah byl změněn', 'signature-wrong': 'hodnota podpisu neodpovídá certifikátu', 'data-missing': 'podepsaná data nejsou k dispozici ({about})', 'unknown-algorithm': 'neznámý algoritmus ({about})',
    'algorithms-disagree': 'údaje o algoritmech si odporují', 'not-der': 'podepsané údaje nejsou zapsány předepsaným způsobem',
    'no-signing-certificate': 'chybí certifikát podepisujícího', 'certificate-not-named': 'podpis neurčuje svůj certifikát', 'other-certificate-named': 'podpis určuje jiný certifikát, než kterým byl vytvořen', 'certificate-only-by-sha1': 'certifikát je určen jen slabým otiskem SHA-1',
    'no-trust-anchor': 'neznáme důvěryhodného vydavatele certifikátu', 'chain-broken': 'řetězec certifikátů je chybný ({about})', 'not-for-signing': 'certifikát není určen k podepisování', 'expired': 'platnost certifikátu skončila a není doloženo, že podpis vznikl dříve',
    'not-yet-valid': 'certifikát v době podpisu ještě neplatil', 'revoked': 'certifikát byl zneplatněn', 'issuer-revoked': 'certifikát vydavatele byl zneplatněn', 'no-revocation-data': 'nepodařilo se zjistit, zda certifikát nebyl zneplatněn; zkuste to později',
    'service-not-granted': 'vydavatel nebyl v té době na důvěryhodném seznamu', 'list-outdated': 'důvěryhodný seznam je zastaralý ({about})', 'weak-algorithm': 'použitý algoritmus už není bezpečný ({about})',
    'timestamp-broken': 'časové razítko je poškozené', 'timestamp-for-other-data': 'časové razítko patří k jiným datům', 'timestamp-not-trusted': 'časové razítko nelze potvrdit', 'timestamps-out-of-order': 'pořadí časových razítek je nemožné',
    'file-not-signed': 'soubor „{about}“ není podepsán', 'file-missing': 'podepsaný soubor „{about}“ chybí', 'file-changed': 'soubor „{about}“ byl po podpisu změněn', 'properties-not-signed': 'vlastnosti podpisu nejsou podepsány',
    'evidence-record-not-verified': 'důkazní záznam nebyl ověřen', 'unsigned-field': 'pole „{about}“ čeká na podpis',
  },
}

export const en: VerdictTexts = {
  signature: 'The signature of “{who}”',
  seal: 'The seal “{who}”',
  unknownSigner: 'an unknown signer',
  passed: ['is valid', 'is valid'],
  qualified: ['is valid and qualified', 'is valid and qualified'],
  failed: ['is not valid', 'is not valid'],
  indeterminate: 'cannot be confirmed yet',
  none: 'The file bears no electronic signature.',
  changes: {
    NONE: 'the document has not changed since', LTA_UPDATES: 'the document has not changed since, only evidence of validity was added',
    FORM_FILLING: 'a form was filled in or another signature was added since', ANNOTATIONS: 'annotations were added since', OTHER: 'the document was changed since',
  },
  problems: {
    'ambiguous-file': 'the file can be read in more than one way ({about})', 'unreadable-file': 'the file cannot be read ({about})', 'too-costly': 'verification went beyond the time or memory allowed',
    'encrypted-file': 'the file is encrypted', 'malformed-signature': 'the signature is damaged', 'malformed-container': 'the container is damaged ({about})', 'unsafe-name': 'the container has an unsafe file name ({about})',
    'coverage-unclear': 'what the signature covers cannot be told', 'only-a-part-signed': 'the signature covers a part of the file only', 'bytes-after-signature': 'there is more data after the signed part',
    'disallowed-change': 'the document was changed after signing in a way that is not allowed ({about})', 'docmdp-violated': 'a document locked by its signature was changed', 'fieldmdp-violated': 'a field locked by the signature was changed ({about})',
    'changes-not-understood': 'the changes after signing cannot be judged ({about})', 'page-changed': 'page {about} changed', 'signature-replaced': 'the details of the signature were overwritten later',
    'signature-in-several-fields': 'one signature stands in several fields', 'hidden-content': 'the document has hidden content that can be shown later ({about})',
    'content-inside-signature': 'the signature carries other content than this document', 'several-signers': 'the signature has several signers, in PDF there may be one', 'no-signers': 'nobody signed the signature',
    'hash-differs': 'the signed content was changed', 'signature-wrong': 'the signature is not by the key of the certificate', 'data-missing': 'the signed data is not at hand ({about})', 'unknown-algorithm': 'an unknown algorithm ({about})',
    'algorithms-disagree': 'what is said of algorithms contradicts itself', 'not-der': 'the signed attributes are not written as prescribed',
    'no-signing-certificate': 'the signer\'s certificate is missing', 'certificate-not-named': 'the signature does not name its certificate', 'other-certificate-named': 'the signature names another certificate than the one it was made with', 'certificate-only-by-sha1': 'the certificate is named by a weak SHA-1 hash only',
    'no-trust-anchor': 'no trusted issuer of the certificate is known', 'chain-broken': 'the chain of certificates is wrong ({about})', 'not-for-signing': 'the certificate is not meant for signing', 'expired': 'the certificate expired and nothing proves that the signature is older',
    'not-yet-valid': 'the certificate was not valid yet', 'revoked': 'the certificate was revoked', 'issuer-revoked': 'the certificate of the issuer was revoked', 'no-revocation-data': 'whether the certificate was revoked could not be found out; try later',
    'service-not-granted': 'the issuer was not on the trusted list then', 'list-outdated': 'the trusted list is outdated ({about})', 'weak-algorithm': 'an algorithm that is no longer safe ({about})',
    'timestamp-broken': 'the timestamp is damaged', 'timestamp-for-other-data': 'the timestamp belongs to other data', 'timestamp-not-trusted': 'the timestamp cannot be confirmed', 'timestamps-out-of-order': 'the order of timestamps is impossible',
    'file-not-signed': 'the file “{about}” is not signed', 'file-missing': 'the signed file “{about}” is missing', 'file-changed': 'the file “{about}” was changed after signing', 'properties-not-signed': 'the properties of the signature are not signed',
    'evidence-record-not-verified': 'the evidence record was not verified', 'unsigned-field': 'the field “{about}” waits for a signature',
  },
}
