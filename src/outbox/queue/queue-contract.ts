import { beforeEach, describe, expect, test } from 'vitest';
import { StorableRequest } from 'workbox-background-sync';
import { type Stamp, UNASKED } from '../task/stamp.ts';
import type { RequestQueue } from './request-queue.ts';

export function stampOf(id: string, asked: Partial<Stamp> = {}): Stamp {
  const blank = { taskType: 'save', version: 1, account: 'me', context: { of: id }, createdAt: 5 };
  return { ...UNASKED, ...blank, orderingKey: null, replaces: null, id, ...asked };
}

export async function requestOf(body: string) {
  const headers = { 'Content-Type': 'text/plain', 'X-Own': 'yes' };
  const request = new Request('http://server.test/save', { method: 'PUT', body, headers });
  return (await StorableRequest.fromRequest(request)).toObject();
}

export const textOf = (body: ArrayBuffer | undefined) => new TextDecoder().decode(body);

/** What every queue keeps, as tests. */
export function queueContract(name: string, open: () => RequestQueue): void {
  let queue: RequestQueue;

  beforeEach(() => {
    queue = open();
  });

  const push = async (id: string) => await queue.push(await requestOf(`body of ${id}`), stampOf(id));
  const idsOf = async (keys: readonly number[]) => (await queue.read(keys)).map(({ stamp }) => stamp.id);

  describe(name, () => {
    test('is empty at first', async () => {
      expect([await queue.keys(), await queue.read([1, 2])]).toEqual([[], []]);
    });

    test('gives back the request and all of its stamp', async () => {
      const stamp = stampOf('a', {
        context: { nested: [1, { deep: null }] },
        bytes: 4,
        origin: 'http://server.test',
        ...{ orderingKey: 'lane', replaces: 'x', creates: 'y', annihilates: 'z' },
        ...{ dependsOn: ['b'], insteadOf: 'c', blocksLane: true },
      });
      const key = await queue.push(await requestOf('wörds'), stamp);
      const [entry] = await queue.read([key]);
      expect(entry).toMatchObject({ kind: 'readable', key, stamp });
      if (entry?.kind !== 'readable') throw new Error('It cannot be read.');
      const { url, method, headers, body } = entry.request;
      expect([url, method, textOf(body)]).toEqual(['http://server.test/save', 'PUT', 'wörds']);
      expect(headers).toMatchObject({ 'content-type': 'text/plain', 'x-own': 'yes' });
    });

    test('gives keys that grow, also after the newest was removed', async () => {
      const first = await push('a');
      const second = await push('b');
      await queue.remove([second]);
      const third = await push('c');
      expect(second).toBeGreaterThan(first);
      expect(third).toBeGreaterThan(second);
      expect(await queue.keys()).toEqual([first, third]);
    });

    test('reads in the order in which it is asked, and leaves out what is not there', async () => {
      const keys = [await push('a'), await push('b'), await push('c')];
      expect(await idsOf([keys[2] ?? 0, 999_999, keys[0] ?? 0])).toEqual(['c', 'a']);
    });

    test('removes many at once, and does not mind those that are gone', async () => {
      const keys = [await push('a'), await push('b'), await push('c')];
      await queue.remove(keys.slice(0, 2));
      await queue.remove([...keys.slice(0, 1), 999_999]);
      expect(await idsOf(await queue.keys())).toEqual(['c']);
      await queue.remove(keys);
      expect(await queue.keys()).toEqual([]);
    });

    test('keeps what it was given, whatever becomes of the original', async () => {
      const context = { name: 'before' };
      const key = await queue.push(await requestOf('a'), stampOf('a', { context }));
      context.name = 'after';
      expect(await queue.read([key])).toMatchObject([{ stamp: { context: { name: 'before' } } }]);
    });

    test('refuses a context that cannot be stored, and keeps nothing of it', async () => {
      const request = await requestOf('a');
      const failing = queue.push(request, stampOf('a', { context: { call: () => undefined } }));
      await expect(failing).rejects.toMatchObject({ name: 'DataCloneError' });
      expect(await queue.keys()).toEqual([]);
    });

    test('gives each of those that are pushed at once a key of its own', async () => {
      const keys = await Promise.all(Array.from({ length: 20 }, (_, place) => push(`task-${place}`)));
      expect(new Set(keys).size).toBe(20);
      expect(await queue.keys()).toHaveLength(20);
    });
  });
}
