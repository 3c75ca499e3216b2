import * as fc from 'fast-check';
import { installQuickCrypto } from './quick-crypto.ts';

/** Of so many runs, one goes with the platform's own crypto. */
const ONE_OF = 10;

/** Plays a property so many times, most of them with crypto that costs little. */
export async function alwaysHolds<Given>(property: fc.IAsyncProperty<Given>, runs: number): Promise<void> {
  const own = Math.ceil(runs / ONE_OF);
  await fc.assert(property, { numRuns: own });
  const removeQuickCrypto = installQuickCrypto();
  try {
    await fc.assert(property, { numRuns: runs - own });
  } finally {
    removeQuickCrypto();
  }
}
