export { boundedBody, timestampClient, usualBudget, type BudgetMemory, type Timestamper, type TimestampSettings } from './client.ts'
export { retryAfterMs, type Budget } from './server.ts'
export { budgetFolder } from './budget-folder.ts'
