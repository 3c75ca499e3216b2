import type { Chunk, ChunkId, Entry } from '../../../src/protocol/index.ts';
import type { AccountChunks, Store } from '../../store/store.ts';
import { over } from '../failing-store.ts';
import { type Broken, inTransactions } from './ways-to-break.ts';

/** Servers that do something else with chunks than they should. */
export const BROKEN_CHUNKS: readonly Broken[] = [
  {
    what: 'takes a value whose chunks are not there',
    check: 'chunks/missing',
    options: inTransactions((transaction) => ({
      chunks: over<AccountChunks>(transaction.chunks, {
        findHeads: async (ids) => ids.map((id) => ({ id, refs: [], uses: 1 })),
      }),
      putEntries: (entries) => transaction.putEntries(entries.map(withoutChunks)),
    })),
  },
  {
    what: 'forgets which chunks a value is in',
    check: 'chunks/told',
    options: inTransactions((transaction) => ({
      putEntries: (entries) => transaction.putEntries(entries.map(withoutChunks)),
    })),
  },
  {
    what: 'has the same chunks for all',
    check: 'chunks/given-back',
    options: (options) => {
      const all = new Map<ChunkId, Chunk>();
      const store = over<Store>(options.store, {
        findChunks: async (_, ids) => ids.flatMap((id) => all.get(id) ?? []),
      });
      const noting = inTransactions(({ chunks }) => ({
        chunks: over<AccountChunks>(chunks, {
          put: async (sent) => {
            for (const chunk of sent) all.set(chunk.id, chunk);
          },
        }),
      }));
      return noting({ ...options, store });
    },
  },
  {
    what: 'leaves chunks when everything is removed',
    check: 'chunks/removed',
    options: inTransactions((transaction) => ({
      removeAll: async () => {
        const entries = await transaction.findEntries(['large']);
        const buried = entries.map((entry) => ({ ...withoutChunks(entry), isTombstone: true }));
        await transaction.putEntries(buried);
        return entries.length;
      },
    })),
  },
];

function withoutChunks({ chunks: _, ...entry }: Entry): Entry {
  return entry;
}
