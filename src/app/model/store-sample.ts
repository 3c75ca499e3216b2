import type { SampleAccount, SampleSpace } from '../sample-account/sample-account.ts';
import { encodeValue } from '../settings/entry.ts';
import { PREFERENCES, PROFILE, spaceCollection } from '../settings/names.ts';
import type { Change, SettingsStore } from '../settings/store.ts';

/** Keeps a sample on this device, a space at a time, so that the page stays free. */
export async function storeSample(
  store: SettingsStore,
  { profile, preferences, spaces }: SampleAccount,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  onProgress(0, spaces.length);
  await store.save([...changesOf(PROFILE, profile), ...changesOf(PREFERENCES, preferences)]);
  for (const [place, make] of spaces.entries()) {
    await storeSpace(store, make(), place);
    onProgress(place + 1, spaces.length);
    await painted();
  }
}

async function storeSpace(store: SettingsStore, { id, name, keys, state }: SampleSpace, place: number): Promise<void> {
  const values = { name, ...Object.fromEntries(keys.map((key) => [`key:${key.keyId}`, key])), state };
  const changes = changesOf(spaceCollection(id), values);
  const bytes = changes.reduce((sum, { value }) => sum + encodeValue(value).length, 0);
  await store.save(changes, [{ id, name, place, keys: keys.length, bytes, deliveredAt: null }]);
}

function changesOf(collection: string, values: object): Change[] {
  return Object.entries(values).map(([name, value]: [string, unknown]) => ({ id: `${collection}/${name}`, value }));
}

/** A turn of the event loop in which the browser may paint and take input. */
function painted(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
