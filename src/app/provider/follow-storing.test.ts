import { type Client, defineTask, type Settlement } from 'backhaul';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { followStoring } from './follow-storing.ts';

const save = defineTask({
  type: 'save',
  version: 1,
  context: v.object({}),
  request: () => new Request('https://api.example'),
});

test('what is enqueued counts from that moment until it is settled, and the client is otherwise the same', async () => {
  let settle = (_: Settlement) => {};
  const settled = new Promise<Settlement>((resolve) => {
    settle = resolve;
  });
  const receipt = { id: 'a', stored: Promise.resolve(), settled };
  let delivers = false;
  const plain: Pick<Client, 'enqueue' | 'tasks' | 'deliversWhenClosed'> = {
    enqueue: () => receipt,
    tasks: () => [],
    get deliversWhenClosed() {
      return delivers;
    },
  };
  const { client, storing } = followStoring(plain);
  const heard: (readonly string[])[] = [];
  storing.subscribe(() => heard.push([...storing.current()]));
  expect(client.enqueue(save, {})).toBe(receipt);
  expect(heard).toEqual([['a']]);
  settle({ kind: 'delivered', answer: { status: 200, body: '' } });
  await settled;
  await Promise.resolve();
  expect(heard).toEqual([['a'], []]);
  delivers = true;
  expect(client.deliversWhenClosed).toBe(true);
  expect(client.tasks()).toEqual([]);
});
