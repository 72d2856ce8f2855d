/** The names of TS 119 612 that a verdict turns on. */
const trustedList = 'http://uri.etsi.org/TrstSvc/TrustedList/'

export const listTypes = { lists: `${trustedList}TSLType/EUlistofthelists` } as const

export const serviceTypes = {
  qualifiedCertificates: 'http://uri.etsi.org/TrstSvc/Svctype/CA/QC',
  certificates: 'http://uri.etsi.org/TrstSvc/Svctype/CA/PKC',
  qualifiedTimestamps: 'http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST',
  timestamps: 'http://uri.etsi.org/TrstSvc/Svctype/TSA',
  timestampsOfQualifiedProvider: 'http://uri.etsi.org/TrstSvc/Svctype/TSA/TSS-QC',
  timestampsForSignatures: 'http://uri.etsi.org/TrstSvc/Svctype/TSA/TSS-AdESQCandQES',
  qualifiedOcsp: 'http://uri.etsi.org/TrstSvc/Svctype/Certstatus/OCSP/QC',
  ocsp: 'http://uri.etsi.org/TrstSvc/Svctype/Certstatus/OCSP',
} as const

const status = `${trustedList}Svcstatus/`
export const statuses = {
  granted: `${status}granted`,
  withdrawn: `${status}withdrawn`,
  nationallyRecognised: `${status}recognisedatnationallevel`,
  underSupervision: `${status}undersupervision`,
  supervisionInCessation: `${status}supervisionincessation`,
  accredited: `${status}accredited`,
} as const

const information = `${trustedList}SvcInfoExt/`
export const purposes = {
  signatures: `${information}ForeSignatures`,
  seals: `${information}ForeSeals`,
  webSites: `${information}ForWebSiteAuthentication`,
} as const

export const qualifiers = {
  qualified: `${information}QCStatement`,
  notQualified: `${information}NotQualified`,
  withSscd: `${information}QCWithSSCD`,
  withQscd: `${information}QCWithQSCD`,
  noSscd: `${information}QCNoSSCD`,
  noQscd: `${information}QCNoQSCD`,
  sscdAsInCertificate: `${information}QCSSCDStatusAsInCert`,
  qscdAsInCertificate: `${information}QCQSCDStatusAsInCert`,
  qscdOnBehalf: `${information}QCQSCDManagedOnBehalf`,
  forLegalPerson: `${information}QCForLegalPerson`,
  forSignature: `${information}QCForESig`,
  forSeal: `${information}QCForESeal`,
  forWebSite: `${information}QCForWSA`,
} as const

/** Since then the words of Regulation (EU) 910/2014 hold; before it those of Directive 1999/93/EC. 1 July 2016 in Brussels. */
export const regulationInForce = new Date('2016-06-30T22:00:00Z')
