import { sampleAccount } from '../../src/app/sample-account/sample-account.ts';
import { saveMonolith, storeMonolith } from './monolith.ts';

declare global {
  interface Window {
    /** Stores the sample account as the monolith has it, then saves it with another display name. */
    saveSampleAsMonolith: () => Promise<void>;
  }
}

window.saveSampleAsMonolith = async () => {
  const { profile, spaces } = sampleAccount();
  const database = await storeMonolith(spaces.map((make) => make()));
  await saveMonolith(database, { ...profile, displayName: 'Robin Hale' }, '/monolith');
};
