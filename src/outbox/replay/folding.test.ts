import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Fault, ModelServer } from '../testing/model-server.ts';
import { BATCH, type SaveOptions, TestWorld } from '../testing/test-world.ts';

const HOUR = 60 * 60 * 1000;

interface Step {
  readonly operation: 'set' | 'create' | 'edit' | 'remove';
  readonly name: string;
  readonly replays: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  operation: fc.constantFrom('set', 'create', 'edit', 'edit', 'remove'),
  name: fc.constantFrom('apple', 'pear'),
  replays: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const fault = fc.constantFrom<Fault>('none', 'none', 'busy', 'lost', 'unheard');

type Task = readonly [id: string, options: SaveOptions];

/** The tasks that a page would save: it edits and removes what it has created, and only that. */
function tasksOf(steps: readonly Step[]): readonly Task[] {
  const created = new Map<string, string>();
  return steps.flatMap((taken, place) => {
    const id = `task-no-${place}`;
    const options = optionsOf(taken, id, created.get(taken.name));
    if (options?.creates) created.set(taken.name, id);
    if (options?.annihilates) created.delete(taken.name);
    return options === undefined ? [] : [[id, options] as const];
  });
}

/** `creation` is the task that has created what the step is about, if that is there. */
function optionsOf({ operation, name }: Step, id: string, creation: string | undefined): SaveOptions | undefined {
  if (operation === 'set') {
    return { body: `set setting-${name} ${id}`, orderingKey: 'settings', replaces: `setting-${name}` };
  }
  if ((operation === 'create') !== (creation === undefined)) return undefined;
  const common = { body: `${operation} ${name} ${id}`, orderingKey: name };
  if (operation === 'create') return { ...common, creates: name };
  if (operation === 'remove') return { ...common, annihilates: name };
  return { ...common, replaces: `edit-${name}`, dependsOn: [creation ?? ''] };
}

/** Saves the tasks, with passes in between, goes on until all is delivered, and gives what the server has then. */
async function deliver(tasks: readonly Task[], passes: ReadonlySet<string>, faults: readonly Fault[], batch: boolean) {
  const world = new TestWorld(batch ? { batch: BATCH } : {});
  const model = new ModelServer(faults);
  world.server.respond = async (request) => model.respond(request);
  for (const [id, options] of tasks) {
    await world.save(id, options);
    if (passes.has(id)) await world.replay(true);
  }
  for (let pass = 0; pass <= faults.length + tasks.length; pass += 1) {
    world.clock.advance(HOUR);
    if ((await world.replay(true)).kind === 'drained') break;
  }
  return {
    state: model.state,
    sent: new Set(world.server.keys).size,
    fates: await world.fates(),
    held: await world.held(),
  };
}

const unfolded = ([id, options]: Task): Task => [id, { ...options, replaces: null, creates: null, annihilates: null }];

test('folding a queue and replaying it ends where replaying everything does, whatever goes wrong on the way', async () => {
  const steps = fc.array(step, { minLength: 1, maxLength: 14 });
  const faults = fc.array(fault, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(steps, faults, faults, fc.boolean(), async (taken, someFaults, otherFaults, batch) => {
      const tasks = tasksOf(taken);
      const passes = new Set(taken.flatMap(({ replays }, place) => (replays ? [`task-no-${place}`] : [])));
      const folded = await deliver(tasks, passes, someFaults, batch);
      const whole = await deliver(tasks.map(unfolded), passes, otherFaults, batch);
      expect(Object.values(whole.fates).every((fate) => fate === 'delivered')).toBe(true);
      expect(folded.state).toEqual(whole.state);
      expect(folded.sent).toBeLessThanOrEqual(whole.sent);
      expect([folded.held, whole.held]).toEqual([0, 0]);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('a queue that nobody has begun to send is folded to what is left of it', async () => {
  const names = ['create', 'edit', 'edit', 'set', 'set', 'remove', 'set'] as const;
  const tasks = tasksOf(names.map((operation) => ({ operation, name: 'apple', replays: false })));
  const { sent, state } = await deliver(tasks, new Set(), [], false);
  expect([sent, [...state]]).toEqual([1, [['setting-apple', 'task-no-6']]]);
});
