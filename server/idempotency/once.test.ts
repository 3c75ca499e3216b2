import { describe, expect, it } from 'vitest';
import { decodeDeltaAnswer } from '../../src/protocol/index.ts';
import { NO_CONTENT } from '../handler/kept-answers.ts';
import { bytesOf, openHandler, save } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { type Attempt, KEPT_FOR, once } from './once.ts';

const NOW = 1_790_000_000_000;
/** One request in 64 has such a fingerprint: it looks for what is too old. */
const SWEEPING = '0040';
const OTHER = '0041';

/** Which of the keys stand for something, after these attempts. */
async function keptAfter(...attempts: readonly Attempt[]): Promise<string[]> {
  const { store } = await openHandler();
  return await store.transact(ALICE, async (transaction) => {
    for (const attempt of attempts) await once(transaction, attempt, async () => NO_CONTENT);
    const kept = await Promise.all(attempts.map(({ key }) => transaction.findRecord(key)));
    return kept.flatMap((record) => record?.key ?? []);
  });
}

describe('[G7] an answer', () => {
  const old: Attempt = { key: 'key-old', fingerprint: OTHER, at: NOW };

  it('is kept for 400 days', async () => {
    expect(await keptAfter(old, { key: 'key-new', fingerprint: SWEEPING, at: NOW + KEPT_FOR })).toEqual([
      'key-old',
      'key-new',
    ]);
  });

  it('goes some changes after that', async () => {
    const other = { key: 'key-new-0', fingerprint: OTHER, at: NOW + KEPT_FOR + 1 };
    const sweeping = { ...other, key: 'key-new-1', fingerprint: SWEEPING };
    expect(await keptAfter(old, other)).toContain('key-old');
    expect(await keptAfter(old, other, sweeping)).toEqual(['key-new-0', 'key-new-1']);
  });

  it('never goes where the effect would do harm if it came again', async () => {
    const sweeping = { key: 'key-new', fingerprint: SWEEPING, at: NOW + 2 * KEPT_FOR };
    expect(await keptAfter({ ...old, isKeptForEver: true }, sweeping)).toEqual(['key-old', 'key-new']);
  });

  it('takes no more room than its request, whatever the values that won', async () => {
    const { handler, store } = await openHandler();
    const large = { ...valueEntry('large', 9), value: new Uint8Array(10_000) };
    await handler(save('key-of-large', large));
    const lost = () => save('key-of-older', valueEntry('large', 1, 1));
    for (const answer of [await handler(lost()), await handler(lost())]) {
      expect(decodeDeltaAnswer(await bytesOf(answer))).toEqual({ from: 1, to: 1, winners: [large] });
    }
    const record = await store.transact(ALICE, (transaction) => transaction.findRecord('key-of-older'));
    expect(record?.answer.body.byteLength).toBeLessThan(100);
  });
});
