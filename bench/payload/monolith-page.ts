import { sampleAccount } from '../../src/app/sample-account/sample-account.ts';
import { SMALL, spaceChanges } from '../save/spaces.ts';
import { saveMonolith, storeMonolith } from './monolith.ts';

declare global {
  interface Window {
    /** Stores so many small spaces as the monolith has them, and saves them several times; gives milliseconds of each save. */
    timeMonolith: (spaces: number, saves: number) => Promise<readonly number[]>;
    /** Stores the sample account as the monolith has it, then saves it with another display name. */
    saveSampleAsMonolith: () => Promise<void>;
  }
}

window.timeMonolith = async (spaces, saves) => {
  const database = await storeMonolith(Array.from({ length: spaces }, (_, place) => monolithSpace(place)));
  const times: number[] = [];
  for (let save = 0; save < saves; save += 1) {
    const start = performance.now();
    await saveMonolith(database, { displayName: `Robin ${save}` }, '/monolith');
    times.push(performance.now() - start);
  }
  return times;
};

/** The same space as the journal's, as plain values. */
function monolithSpace(place: number) {
  const changes = spaceChanges(place, SMALL).flatMap((change) => ('value' in change ? [change] : []));
  const isKey = ({ key }: { readonly key: string }) => key.startsWith('key:');
  const state = changes.find(({ key }) => key === 'state')?.value;
  const text = state instanceof Uint8Array ? new TextDecoder().decode(state) : state;
  return { id: String(place), keys: changes.filter(isKey).map(({ value }) => value), state: text };
}

window.saveSampleAsMonolith = async () => {
  const { profile, spaces } = sampleAccount();
  const database = await storeMonolith(spaces.map((make) => make()));
  await saveMonolith(database, { ...profile, displayName: 'Robin Hale' }, '/monolith');
};
