import type { Server } from '../support/server.ts';
import type { ArmedFaults } from './armed-faults.ts';
import type { FaultCounts } from './fault.ts';
import type { Gateway } from './gateway.ts';
import type { SoakBrowser } from './soak-browser.ts';
import type { Writer } from './writer.ts';

/** All that a run acts on. */
export interface World {
  readonly server: Server;
  readonly gateway: Gateway;
  readonly requestFaults: ArmedFaults;
  readonly writer: Writer;
  readonly counts: FaultCounts;
  /** The browser in its present life. */
  browser: SoakBrowser;
  /** A new life on the same profile. */
  readonly launchBrowser: () => Promise<SoakBrowser>;
}
