import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Chunk, Entry } from '../../src/protocol/index.ts';
import { applyDelta } from '../entries/apply-delta.ts';
import { Refusal } from '../handler/refusal.ts';
import type { AccountTransaction, Store } from '../store/store.ts';
import { chunkAt, chunkIdAt, entryInChunks } from './chunk-requests.ts';
import { ALICE, tombstone } from './samples.ts';

/** Milliseconds that a chunk stays here while nothing uses it. */
export const GRACE = 20;
/** Pieces, and lists of them, which share some: one names a piece twice, and one is a piece that entries name themselves. */
export const PIECES = [1, 2, 3, 4].map((piece) => chunkAt(piece));
export const LISTS = [chunkAt(11, 1, 2), chunkAt(12, 2, 3, 2), chunkAt(13, 1, 2, 3, 4), chunkAt(14, 4)];
export const ALL = [...PIECES, ...LISTS];
const UNDONE = new RangeError('undone');

type Step =
  | { readonly kind: 'upload'; readonly chunks: readonly number[] }
  /** Saves the entries; with what is found to be missing then, if it `completes`. */
  | { readonly kind: 'save'; readonly entries: readonly Saved[]; readonly completes: boolean }
  | { readonly kind: 'collect' | 'room' | 'clear' };

interface Saved {
  readonly id: string;
  /** Of a tombstone, none. */
  readonly lists: readonly number[] | undefined;
}

const lists = fc.uniqueArray(fc.constantFrom(11, 12, 13, 14, 1), { maxLength: 3 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('upload' as const),
      chunks: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 11, 12, 13, 14)),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('save' as const),
      entries: fc.uniqueArray(
        fc.record({ id: fc.constantFrom('a', 'b', 'c'), lists: fc.option(lists, { nil: undefined }) }),
        {
          minLength: 1,
          selector: ({ id }) => id,
        },
      ),
      completes: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('collect' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('room' as const, 'clear' as const) }) },
);

/** Transactions, after some time each, of attempts: either may be undone at its end. */
export const histories = fc.array(
  fc.record({
    passed: fc.nat(GRACE),
    isUndone: fc.boolean(),
    attempts: fc.array(fc.record({ steps: fc.array(step, { maxLength: 4 }), isUndone: fc.boolean() }), {
      maxLength: 3,
    }),
  }),
  { maxLength: 8 },
);

/** Milliseconds since 1970. */
export type Now = number;

async function take(transaction: AccountTransaction, step: Step, now: Now): Promise<void> {
  switch (step.kind) {
    case 'upload':
      return await transaction.chunks.put(step.chunks.map(chunkOf), now);
    case 'save':
      return await save(transaction, step, now);
    case 'collect':
      return await transaction.chunks.collect({ now, before: now - GRACE });
    case 'room':
      return await transaction.collectFreed();
    case 'clear':
      return void (await transaction.removeAll());
  }
}

function chunkOf(number: number): Chunk {
  return chunkNamed(chunkIdAt(number));
}

export function chunkNamed(id: string): Chunk {
  const chunk = ALL.find((each) => each.id === id);
  if (chunk === undefined) throw new Error(`There is no chunk ${id}.`);
  return chunk;
}

/** What is missing of the lists is sent, and then what is missing of what they name: with that it is taken. */
async function save(transaction: AccountTransaction, step: Step & { readonly kind: 'save' }, now: Now): Promise<void> {
  const delta = step.entries.map(({ id, lists }) => (lists ? entryInChunks(id, now, ...lists) : tombstone(id, now)));
  let missing = await missingOf(transaction, delta);
  if (!step.completes) return;
  for (let level = 0; level < 2 && missing.length > 0; level += 1) {
    await transaction.chunks.put(missing.map(chunkNamed), now);
    missing = await missingOf(transaction, delta);
  }
  expect(missing).toEqual([]);
}

/** Of a delta that is refused those that are missing; none of one that was taken. */
async function missingOf(transaction: AccountTransaction, delta: readonly Entry[]): Promise<readonly string[]> {
  try {
    await transaction.attempt(() => applyDelta(transaction, delta));
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.problem).toMatchObject({
      code: 'chunks-missing',
      missing: expect.arrayContaining([expect.any(String)]),
    });
    return error.problem.missing ?? [];
  }
}

export interface Attempt {
  readonly steps: readonly Step[];
  readonly isUndone: boolean;
}

export function makesRoom({ steps }: Attempt): boolean {
  return steps.some(({ kind }) => kind === 'room' || kind === 'clear');
}

/** One transaction: each attempt, and it as a whole, is undone at its end where that is said. */
export async function runAll(
  store: Store,
  { isUndone, attempts }: { readonly isUndone: boolean; readonly attempts: readonly Attempt[] },
  now: Now,
): Promise<void> {
  const whole = store.transact(ALICE, async (transaction) => {
    for (const { steps, isUndone } of attempts) {
      const attempt = transaction.attempt(async () => {
        for (const each of steps) await take(transaction, each, now);
        if (isUndone) throw UNDONE;
      });
      await attempt.catch((error) => expect(error).toBe(UNDONE));
    }
    if (isUndone) throw UNDONE;
  });
  await whole.catch((error) => expect(error).toBe(UNDONE));
}
