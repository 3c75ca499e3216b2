import { describe, expect, test } from 'vitest';
import type { MarkStore } from './mark-store.ts';

/** What every place for marks must do; `open` gives an empty one. */
export function markStoreContract(name: string, open: () => Promise<MarkStore>): void {
  describe(name, () => {
    const one = { content: 'one', version: null };
    const two = { content: null, offered: 'two', version: 'v' };

    test('gives what it was given, in the order in which it is asked, and nothing for what is not there', async () => {
      const store = await open();
      await store.write(
        'source',
        new Map<string, typeof one | typeof two>([
          ['a', one],
          ['b', two],
        ]),
      );
      expect(await store.read('source', ['b', 'c', 'a'])).toEqual([two, undefined, one]);
    });

    test('keeps sources apart', async () => {
      const store = await open();
      await store.write('source', new Map([['a', one]]));
      await store.write('source 2', new Map([['b', one]]));
      expect([await store.entries('source'), await store.entries('source 2')]).toEqual([['a'], ['b']]);
      expect(await store.read('source', ['b'])).toEqual([undefined]);
    });

    test('removes what there is no mark for any more, and replaces the rest', async () => {
      const store = await open();
      await store.write(
        'source',
        new Map([
          ['a', one],
          ['b', one],
        ]),
      );
      await store.write(
        'source',
        new Map([
          ['a', undefined],
          ['b', { offered: 'two', version: null }],
        ]),
      );
      expect(await store.entries('source')).toEqual(['b']);
      expect(await store.read('source', ['b'])).toEqual([{ offered: 'two', version: null }]);
    });
  });
}
