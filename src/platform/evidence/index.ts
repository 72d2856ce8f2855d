export { closedSource, evidenceClient, noEvidence, type EvidenceSettings, type EvidenceSource, type FetchedEvidence, type WantedEvidence } from './client.ts'
