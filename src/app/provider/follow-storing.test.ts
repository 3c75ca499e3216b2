import type { Client, Settlement } from 'backhaul';
import { expect, test } from 'vitest';
import { followStoring } from './follow-storing.ts';

test('what is enqueued counts from that moment until it is settled, and the client is otherwise the same', async () => {
  let settle = (_: Settlement) => {};
  const settled = new Promise<Settlement>((resolve) => {
    settle = resolve;
  });
  const receipt = { id: 'a', stored: Promise.resolve(), settled };
  let delivers = false;
  const plain = {
    enqueue: () => receipt,
    tasks: () => [],
    get deliversWhenClosed() {
      return delivers;
    },
  } as unknown as Client;
  const { client, storing } = followStoring(plain);
  const heard: (readonly string[])[] = [];
  storing.subscribe(() => heard.push([...storing.current()]));
  expect(client.enqueue({} as never, {})).toBe(receipt);
  expect(heard).toEqual([['a']]);
  settle({ kind: 'delivered' } as Settlement);
  await settled;
  await Promise.resolve();
  expect(heard).toEqual([['a'], []]);
  delivers = true;
  expect(client.deliversWhenClosed).toBe(true);
  expect(client.tasks()).toEqual([]);
});
