/** What a page may load and speak to: its own office, and `also`. */
export const policyWith = (also: string): string => policy.replace("connect-src 'self'", `connect-src 'self' ${also}`)

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/** What every answer says to a browser, whoever gives it; a page that needs less says so itself. */
export const safeHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': policy,
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
}

/** Two years, the whole host. */
export const onlyHttps = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }

export const downloadPolicy = "default-src 'none'; sandbox; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
