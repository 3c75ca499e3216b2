import { describe, expect, test, vi } from 'vitest';
import { cached } from './cached.ts';

/** A loader whose loads a test ends, one by one. */
function loads() {
  const begun: { readonly signal: AbortSignal; readonly give: (value: string) => void; readonly fail: () => void }[] =
    [];
  const load = vi.fn(
    (signal: AbortSignal) =>
      new Promise<string>((resolve, reject) => {
        begun.push({ signal, give: resolve, fail: () => reject(new Error('no network')) });
      }),
  );
  const last = () => {
    const one = begun.at(-1);
    if (one === undefined) throw new Error('Nothing is being loaded.');
    return one;
  };
  return { load, begun, last };
}

/** Until every promise that is settled has told so. */
const told = () => new Promise<void>((resolve) => setImmediate(resolve));

function cache() {
  const loading = loads();
  const time = { now: 1_000 };
  return { ...loading, time, cache: cached(loading.load, { staleAfter: 100, now: () => time.now }) };
}

async function full(value = 'first') {
  const world = cache();
  const asked = world.cache.get();
  world.last().give(value);
  await asked;
  return world;
}

describe('what is cached', () => {
  test('is loaded when somebody asks for it, and not before', async () => {
    const { cache: lazy, load, last } = cache();
    expect(lazy.peek()).toEqual({ kind: 'empty' });
    expect(load).not.toHaveBeenCalled();
    const asked = lazy.get();
    last().give('value');
    expect(await asked).toBe('value');
  });

  test('is loaded once for all who ask meanwhile', async () => {
    const { cache: shared, load, last } = cache();
    const asked = [shared.get(), shared.get(), shared.get()];
    last().give('value');
    expect(await Promise.all(asked)).toEqual(['value', 'value', 'value']);
    expect(await shared.get()).toBe('value');
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('knows when it is stale, from when its load began', async () => {
    const { cache: kept, time, last } = cache();
    const asked = kept.get();
    time.now += 40;
    last().give('value');
    await asked;
    expect(kept.peek()).toEqual({ kind: 'fresh', value: 'value', loadedAt: 1_000 });
    time.now = 1_099;
    expect(kept.peek().kind).toBe('fresh');
    time.now = 1_100;
    expect(kept.peek()).toEqual({ kind: 'stale', value: 'value', loadedAt: 1_000 });
  });

  test('is stale when the clock went back', async () => {
    const { cache: kept, time } = await full();
    time.now = 999;
    expect(kept.peek().kind).toBe('stale');
  });

  test('is given at once when it is stale, and loaded anew, once', async () => {
    const { cache: kept, time, load, last } = await full();
    const watched: string[] = [];
    kept.watch((value) => watched.push(value));
    time.now += 100;
    expect([await kept.get(), await kept.get()]).toEqual(['first', 'first']);
    expect(load).toHaveBeenCalledTimes(2);
    last().give('second');
    await told();
    expect(watched).toEqual(['second']);
    expect(await kept.get()).toBe('second');
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('stays when it could not be loaded anew, and the next who asks tries again', async () => {
    const { cache: kept, time, load, last } = await full();
    time.now += 100;
    await kept.get();
    last().fail();
    await told();
    expect(kept.peek()).toMatchObject({ kind: 'stale', value: 'first' });
    expect(await kept.get()).toBe('first');
    expect(load).toHaveBeenCalledTimes(3);
  });

  test('is no error: that is for those who waited, and the next one tries again', async () => {
    const { cache: failing, load, last } = cache();
    const asked = [failing.get(), failing.get()];
    last().fail();
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(failing.peek()).toEqual({ kind: 'empty' });
    const again = failing.get();
    last().give('value');
    expect(await again).toBe('value');
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('is an error that its loader throws before it promises anything', async () => {
    const failing = cached(
      () => {
        throw new Error('at once');
      },
      { staleAfter: 100 },
    );
    await expect(failing.get()).rejects.toThrow('at once');
  });
});

describe('what changed', () => {
  test('is stale, and loaded when somebody asks', async () => {
    const { cache: kept, load } = await full();
    kept.invalidate();
    expect(kept.peek().kind).toBe('stale');
    expect(load).toHaveBeenCalledTimes(1);
    expect(await kept.get()).toBe('first');
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('while it was being loaded is for those who asked before, and stale', async () => {
    const { cache: kept, begun, last } = cache();
    const before = kept.get();
    kept.invalidate();
    const after = kept.get();
    begun[0]?.give('old');
    expect(await before).toBe('old');
    expect(kept.peek()).toMatchObject({ kind: 'stale', value: 'old' });
    await told();
    expect(begun).toHaveLength(2);
    last().give('new');
    expect(await after).toBe('new');
    expect(kept.peek()).toMatchObject({ kind: 'fresh', value: 'new' });
  });

  test('is had by whoever asks for a load that begins now', async () => {
    const { cache: kept, last, load } = await full();
    const refreshed = kept.refresh();
    expect(kept.peek().kind).toBe('fresh');
    last().give('second');
    expect(await refreshed).toBe('second');
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('is loaded after what is being loaded, never beside it', async () => {
    const { cache: kept, begun, last } = cache();
    const first = kept.get();
    const refreshed = kept.refresh();
    expect(begun).toHaveLength(1);
    begun[0]?.fail();
    await expect(first).rejects.toThrow('no network');
    await told();
    expect(begun).toHaveLength(2);
    last().give('second');
    expect(await refreshed).toBe('second');
  });
});

describe('who does not want to wait any more', () => {
  test('leaves those who do', async () => {
    const { cache: shared, last } = cache();
    const impatient = new AbortController();
    const asked = [shared.get({ signal: impatient.signal }), shared.get()];
    impatient.abort(new Error('enough'));
    await expect(asked[0]).rejects.toThrow('enough');
    expect(last().signal.aborted).toBe(false);
    last().give('value');
    expect(await asked[1]).toBe('value');
  });

  test('aborts a load that nobody else waits for, and what it gives is not kept', async () => {
    const { cache: alone, begun, last } = cache();
    const impatient = new AbortController();
    const asked = alone.get({ signal: impatient.signal });
    impatient.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    expect(begun[0]?.signal.aborted).toBe(true);
    const again = alone.get();
    expect(begun).toHaveLength(2);
    begun[0]?.give('aborted');
    await told();
    expect(alone.peek()).toEqual({ kind: 'empty' });
    last().give('value');
    expect(await again).toBe('value');
  });

  test('does not abort what is loaded anew for those who come later', async () => {
    const { cache: kept, time, last } = await full();
    time.now += 100;
    await kept.get();
    const impatient = new AbortController();
    const refreshed = kept.refresh({ signal: impatient.signal });
    impatient.abort(new Error('enough'));
    await expect(refreshed).rejects.toThrow('enough');
    expect(last().signal.aborted).toBe(false);
  });

  test('asks for nothing when it was over before', async () => {
    const { cache: kept, load } = cache();
    await expect(kept.get({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    await expect(kept.refresh({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    expect(load).not.toHaveBeenCalled();
  });
});

test('who watches no more is not told', async () => {
  const { cache: kept, last } = cache();
  const watched: string[] = [];
  kept.watch((value) => watched.push(value))();
  const asked = kept.get();
  last().give('value');
  await asked;
  expect(watched).toEqual([]);
});
