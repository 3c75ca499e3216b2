import { expect, it } from 'vitest';
import { openHandler, save } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { KEPT_FOR } from './once.ts';

it('[G7] an answer is kept for longer than anybody keeps a task, and goes some changes after that', async () => {
  let time = 1_790_000_000_000;
  const { handler, store } = await openHandler({ now: () => time });
  const isKept = (key: string) =>
    store.transact(ALICE, async (transaction) => (await transaction.findRecord(key)) !== undefined);
  const saveMany = async (name: string) => {
    for (let edit = 0; edit < 70; edit += 1) {
      await handler(save(`key-${name}-${edit}`, valueEntry(`entry-${edit}`, time - edit, 1)));
    }
  };
  await handler(save('key-of-old', valueEntry('a', 1, 1)));
  time += KEPT_FOR;
  await saveMany('meanwhile');
  expect(await isKept('key-of-old')).toBe(true);
  time += 1;
  await saveMany('later');
  expect([await isKept('key-of-old'), await isKept('key-meanwhile-0')]).toEqual([false, true]);
});
