import { type Capabilities, readCapabilities } from './capabilities.ts';
import { readWorker, type WorkerState } from './worker-state.ts';

/** What there is to know of this browser and its worker. */
export interface Device {
  readonly capabilities: Capabilities;
  readonly worker: WorkerState;
}

export async function readDevice(): Promise<Device> {
  const [capabilities, worker] = await Promise.all([readCapabilities(), readWorker()]);
  return { capabilities, worker };
}
