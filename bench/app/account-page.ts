/** Makes an account with many small spaces, as if everything of it had been delivered. */

import { createAccount, toBase64url } from '../../src/account/index.ts';
import { CURRENT_KEY, keyEntry, spaceCollection } from '../../src/app/settings/names.ts';
import { summaryChange } from '../../src/app/settings/space-summary.ts';
import { type Change, type Journal, openJournal } from '../../src/journal/index.ts';
import { decodeDelta } from '../../src/protocol/index.ts';

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
  await acknowledgeAll(journal);
  journal.close();
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

async function acknowledgeAll(journal: Journal): Promise<void> {
  let cursor = 0;
  for (const { name } of await journal.dirty()) {
    for (const { body } of await journal.delta([name])) {
      const sent = decodeDelta(body);
      await journal.acknowledge(sent, { from: cursor, to: cursor + sent.length, winners: [] });
      cursor += sent.length;
    }
  }
}
