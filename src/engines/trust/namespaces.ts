export const tsl = 'http://uri.etsi.org/02231/v2#'
export const additional = 'http://uri.etsi.org/02231/v2/additionaltypes#'
export const qualification = 'http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#'
export const xades = 'http://uri.etsi.org/01903/v1.3.2#'
