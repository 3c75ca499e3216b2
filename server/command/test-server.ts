import { describeReport, runConformance } from '../conformance/index.ts';
import type { CommandProcess, ExitCode } from './command-process.ts';

/** Tells whether the server at `origin` speaks the protocol: 0 when it does, 1 when not. */
export async function testServer(origin: string, { print, printError }: CommandProcess): Promise<ExitCode> {
  const report = await runConformance((request) => fetch(request), { origin });
  const hasFailed = report.failed.length > 0;
  for (const line of describeReport(report)) (hasFailed ? printError : print)(line);
  return hasFailed ? 1 : 0;
}
