/** Whether a server speaks the protocol of docs/protocol.md. Runs wherever there are web standards, WebCrypto's Ed25519 among them. */
export { type ConformanceReport, describeReport, type FailedCheck } from './report.ts';
export { type ConformanceOptions, type Outcome, runConformance } from './run-conformance.ts';
export type { Fetch } from './world/world.ts';
