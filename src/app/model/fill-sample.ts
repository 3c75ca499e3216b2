import type { Change, Journal, Value } from 'backhaul/journal';
import type { SampleAccount, SampleSpace } from '../sample-account/sample-account.ts';
import { BOOKMARKS, CURRENT_KEY, keyEntry, PREFERENCES, PROFILE, STATE, spaceCollection } from '../settings/names.ts';
import { summaryChange } from '../settings/space-summary.ts';

/** Keeps a sample on this device, a space at a time, so that the page stays free. */
export async function fillSample(
  journal: Pick<Journal, 'batch'>,
  { profile, preferences, bookmarks, spaces }: SampleAccount,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  onProgress(0, spaces.length);
  await journal.batch([
    ...changesOf(PROFILE, profile),
    ...changesOf(PREFERENCES, preferences),
    ...changesOf(BOOKMARKS, bookmarks),
  ]);
  for (const [order, make] of spaces.entries()) {
    const space = make();
    await painted();
    const changes = spaceChanges(space, order);
    await painted();
    await journal.batch(changes);
    onProgress(order + 1, spaces.length);
    await painted();
  }
}

/** The state goes in as bytes, as an app has it: nobody has to walk through its half a million numbers. */
function spaceChanges({ id, name, keys, state }: SampleSpace, order: number): readonly Change[] {
  const collection = spaceCollection(id);
  const stateBytes = new TextEncoder().encode(JSON.stringify(state));
  const bytes = stateBytes.length + JSON.stringify(keys).length;
  return [
    ...keys.map((key) => ({ collection, key: keyEntry(key.keyId), value: key })),
    { collection, key: CURRENT_KEY, value: keys[0]?.keyId ?? null },
    { collection, key: STATE, value: stateBytes },
    summaryChange({ id, name, order, keys: keys.length, bytes }),
  ];
}

function changesOf(collection: string, values: Readonly<Record<string, Value>>): readonly Change[] {
  return Object.entries(values).map(([key, value]) => ({ collection, key, value }));
}

/** A turn of the event loop in which the browser may paint and take input. */
function painted(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
