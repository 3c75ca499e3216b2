/** Makes an account with many small spaces on this device; the app makes them at the server when it is opened next. */

import { createAccount, toBase64url } from '../../src/account/index.ts';
import { note } from '../../src/app/model/device-notes.ts';
import { CURRENT_KEY, keyEntry, spaceCollection } from '../../src/app/settings/names.ts';
import { summaryChange } from '../../src/app/settings/space-summary.ts';
import { type Change, openJournal } from '../../src/journal/index.ts';

declare global {
  interface Window {
    makeAccount: (spaces: number) => Promise<void>;
  }
}

const SPACES_AT_ONCE = 50;

window.makeAccount = async (spaces) => {
  const { account } = await createAccount();
  const journal = openJournal({ account });
  await journal.batch([{ collection: 'profile', key: 'displayName', value: 'Robin Vale' }]);
  for (let first = 0; first < spaces; first += SPACES_AT_ONCE) {
    const places = Array.from({ length: Math.min(SPACES_AT_ONCE, spaces - first) }, (_, place) => first + place);
    await journal.batch(places.flatMap(spaceChanges));
  }
  journal.close();
  note('spaces-unmade');
};

function spaceChanges(place: number): readonly Change[] {
  const id = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
  const collection = spaceCollection(id);
  const key = { publicKey: crypto.getRandomValues(new Uint8Array(57)), privateKey: new Uint8Array(57) };
  return [
    { collection, key: keyEntry('0'), value: key },
    { collection, key: CURRENT_KEY, value: '0' },
    summaryChange({ id, name: `Space ${place + 1}`, order: place, keys: 1, bytes: 114 }),
  ];
}
