export { boundedBody, timestampClient, usualBudget, type Timestamper, type TimestampSettings } from './client.ts'
export { retryAfterMs, type Budget } from './server.ts'
