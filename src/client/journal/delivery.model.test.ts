import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { ModelServer } from '../../journal/testing/model-server.ts';
import '../../journal/exchange.ts'; // To load it takes time that no fake timer gives.
import { testJournal } from '../../journal/testing/test-journal.ts';
import { change, JournalPages } from '../testing/journal-page.ts';

afterEach(() => {
  vi.useRealTimers();
});

const collection = fc.constantFrom('profile', 'config-theme', 'config-order', 'space:1', 'space:2');
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('save' as const), collection, key: fc.constantFrom('a', 'b') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('save-and-die' as const), collection }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('begin', 'concede', 'lose', 'cancel') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('reopen', 'turn-off', 'turn-on') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('room' as const), room: fc.integer({ min: 0, max: 3 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), milliseconds: fc.integer({ min: 0, max: 4_000 }) }),
  },
);

/** Runs commands, then gives everything room, time and a network. What is left then is lost. */
async function leftAfter(commands: readonly (typeof command extends fc.Arbitrary<infer Command> ? Command : never)[]) {
  const { journal, time } = await testJournal();
  const server = new ModelServer(() => time.now);
  const pages = new JournalPages({ journal, time, server });
  let page = pages.openPage();
  const first = (status: string) => pages.client.tasks.find((task) => task.status === status)?.id;
  let count = 0;
  for (const step of commands) {
    count += 1;
    const waiting = first('pending');
    const sent = first('processing');
    if (step.do === 'save') void page.save(change(step.collection, step.key, count));
    else if (step.do === 'save-and-die') {
      await journal.batch([change(step.collection, 'a', count)]);
      pages.close();
      page = pages.openPage();
    } else if (step.do === 'room') pages.client.room = step.room;
    else if (step.do === 'wait') await pages.rest(step.milliseconds);
    else if (step.do === 'reopen') page = pages.openPage();
    else if (step.do === 'turn-off') void page.turnOff();
    else if (step.do === 'turn-on') void page.turnOn();
    else if (step.do === 'deliver' && (sent ?? waiting) !== undefined) await pages.deliver(sent ?? waiting ?? '');
    else if (step.do === 'begin' && waiting !== undefined) pages.client.begin(waiting);
    else if (step.do === 'cancel' && waiting !== undefined) await pages.client.purge(({ id }) => id === waiting);
    else if (step.do === 'concede' && sent !== undefined)
      pages.client.end(sent, { kind: 'conceded', answer: { status: 409, body: '' } });
    else if (step.do === 'lose' && waiting !== undefined)
      pages.client.fail(waiting, { code: 'request-missing', message: 'Gone.' });
    await pages.rest();
  }
  pages.client.room = Number.POSITIVE_INFINITY;
  void page.turnOn();
  for (const task of pages.client.tasks) if (task.status === 'processing') await pages.deliver(task.id);
  for (let round = 0; round < 3; round += 1) {
    await pages.rest(5 * 60_000);
    await pages.deliverAll();
  }
  const dirty = await pages.dirty();
  pages.close();
  return dirty;
}

test('whatever happens to pages, tasks and room, everything that was saved arrives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 14 }), async (commands) => {
      expect(await leftAfter(commands)).toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 120_000);
