import { readPasses } from '../../record/index.ts';
import { readDevice } from '../device/device.ts';
import type { Inspection } from '../inspection.ts';
import { diagnosticsOf, type Inspected } from './diagnostics.ts';

/** The bundle as a text, made from how things are now. */
export async function gatherDiagnostics({ client, options }: Inspection): Promise<string> {
  const snapshot = client.snapshot();
  const [device, passes, requests] = await Promise.all([
    readDevice(),
    readPasses(options().name).catch(() => []),
    requestsOf(client, snapshot.tasks),
  ]);
  const now = new Date();
  const here = { origin: location.origin, userAgent: navigator.userAgent };
  const clock = { now: now.getTime(), timezoneOffset: now.getTimezoneOffset() };
  return JSON.stringify(diagnosticsOf({ ...here, ...clock, snapshot, requests, passes, device }), undefined, 2);
}

/** Only what is not delivered has a request; one that has gone meanwhile has none any more. */
async function requestsOf(
  client: Inspection['client'],
  tasks: Inspected['snapshot']['tasks'],
): Promise<Inspected['requests']> {
  const requests = new Map<string, { readonly url: string; readonly method?: string }>();
  for (const { id, status } of tasks) {
    if (status === 'completed') continue;
    const exported = await client.export(id).catch(() => undefined);
    if (exported?.request !== undefined) requests.set(id, exported.request);
  }
  return requests;
}
