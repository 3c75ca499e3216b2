import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BodyPace } from './body-pace.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const PACE = { slowAfter: 20_000, minimumRate: 1000 };

/** A body that comes in these pieces: after so many seconds, so many bytes. Gives after how many seconds it was refused, if it was. */
async function refusedAfter(pieces: readonly (readonly [seconds: number, bytes: number])[], pace = PACE) {
  let send: ReadableStreamDefaultController<Uint8Array> | undefined;
  const reader = new ReadableStream<Uint8Array>({
    start: (controller) => {
      send = controller;
    },
  }).getReader();
  const begun = performance.now();
  const watched = new BodyPace(pace);
  let refused: number | undefined;
  const reading = (async () => {
    while ((await watched.next(reader)) !== undefined);
  })().catch(() => {
    refused = (performance.now() - begun) / 1000;
  });
  for (const [seconds, bytes] of pieces) {
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    if (bytes > 0) send?.enqueue(new Uint8Array(bytes));
    await vi.advanceTimersByTimeAsync(0);
  }
  send?.close();
  await reading;
  watched.end();
  return refused;
}

const steadily = (seconds: number, bytes: number) => Array.from({ length: seconds }, () => [1, bytes] as const);

describe('a body', () => {
  it('that stalls is refused after a while, however much has come at once before', async () => {
    expect(await refusedAfter([[60, 0]])).toBe(20);
    for (const burst of [1, 1_000_000, 4_194_303]) {
      expect(
        await refusedAfter([
          [0, burst],
          [100, 0],
        ]),
      ).toBeCloseTo(20, 1);
      expect(
        await refusedAfter([
          [5, burst],
          [100, 0],
        ]),
      ).toBeLessThanOrEqual(25.1);
    }
  });

  it('that drips after a rush is refused, too', async () => {
    expect(await refusedAfter([[0, 4_000_000], ...steadily(60, 100)])).toBeLessThan(25);
  });

  it('that keeps up is not, however long it takes, nor one that needs a while to begin', async () => {
    expect(await refusedAfter(steadily(600, 1000))).toBeUndefined();
    expect(await refusedAfter([[19, 1], ...steadily(600, 1001)])).toBeUndefined();
    expect(
      await refusedAfter([
        [0, 1_000_000],
        [19, 19_000],
        [19, 19_000],
        [1, 1],
      ]),
    ).toBeUndefined();
  });

  it('that is a little too slow is refused in the end', async () => {
    const seconds = await refusedAfter(steadily(600, 900));
    expect(seconds).toBeGreaterThan(180);
    expect(seconds).toBeLessThanOrEqual(200);
  });

  it('may take as long as it likes with no rate', async () => {
    expect(
      await refusedAfter(
        [
          [3600, 1],
          [3600, 1],
        ],
        { slowAfter: 1, minimumRate: 0 },
      ),
    ).toBeUndefined();
  });
});
