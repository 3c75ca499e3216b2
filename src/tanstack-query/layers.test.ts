import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, deliver, type Layered, rebase, remove, shown } from './layers.ts';

const lay = (id: string) => (data: readonly string[]) => [...data, id];

/** What can happen to the task of a place, one that waits, as often as it comes up. */
const happenings = fc.array(
  fc.record({
    kind: fc.constantFrom('mutate', 'refetch', 'someone-else', 'deliver', 'refuse'),
    place: fc.nat(),
  }),
  { maxLength: 60, size: 'max' },
);

test('whatever happens in whatever order: what the server said last, and above it what the person did since, in order', () => {
  fc.assert(
    fc.property(happenings, (all) => {
      const server: string[] = [];
      /** What was done and not refused, and is not known to be in what the server said. */
      const since = new Map<string, 'waiting' | 'delivered'>();
      let layered: Layered<readonly string[]> = { base: [], layers: [] };
      let said: readonly string[] = [];
      for (const [turn, { kind, place }] of all.entries()) {
        const waiting = [...since.keys()].filter((id) => since.get(id) === 'waiting');
        const chosen = waiting[place % Math.max(1, waiting.length)];
        if (kind === 'mutate') {
          since.set(`task-${turn}`, 'waiting');
          layered = add(layered, { id: `task-${turn}`, lay: lay(`task-${turn}`) });
        } else if (kind === 'someone-else') server.push(`other-${turn}`);
        else if (kind === 'refetch') {
          for (const [id, state] of since) if (state === 'delivered') since.delete(id);
          said = [...server];
          layered = rebase(layered, said);
        } else if (chosen !== undefined && kind === 'deliver') {
          server.push(chosen);
          since.set(chosen, 'delivered');
          layered = deliver(layered, chosen, lay(chosen));
        } else if (chosen !== undefined) {
          since.delete(chosen);
          layered = remove(layered, chosen);
        }
        expect(shown(layered)).toEqual([...said, ...since.keys()]);
      }
      const isAllSettled = ![...since.values()].includes('waiting');
      if (isAllSettled) expect(layered).toEqual({ base: [...said, ...since.keys()], layers: [] });
    }),
  );
});

test('without data nothing is laid, and what is delivered meanwhile is in what comes', () => {
  const empty: Layered<readonly string[]> = { base: undefined, layers: [] };
  const two = add(add(empty, { id: 'a', lay: lay('a') }), { id: 'b', lay: lay('b') });
  expect(shown(two)).toBeUndefined();
  expect(shown(rebase(deliver(two, 'a', lay('a')), ['a']))).toEqual(['a', 'b']);
  expect(shown(rebase(deliver(two, 'b', lay('b')), ['b']))).toEqual(['b', 'a']);
});
