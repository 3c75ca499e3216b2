import { describe, expect, test } from 'vitest';
import { batchAnswer } from '../testing/test-server.ts';
import { BATCH, TestWorld } from '../testing/test-world.ts';

describe('at the edges', () => {
  test('a resolve that gives nothing leaves the conflict to the person', async () => {
    const world = new TestWorld({ tasks: [{ type: 'save', version: 1, resolve: (() => undefined) as never }] });
    world.server.answerAll(409);
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: conflict' });
  });

  test('a task that was purged in a batch, which passed it over, cannot have arrived', async () => {
    const world = new TestWorld({ batch: BATCH });
    await world.saveAll(['task-no-1', 'task-no-2'], { orderingKey: 'lane' });
    world.server.respondToBatch = async () => {
      await world.purge(() => true);
      return batchAnswer([[204, {}, new Uint8Array()], null]);
    };
    await world.replay();
    expect(await world.task('task-no-2')).toMatchObject({ outcome: { kind: 'cancelled', mayHaveArrived: false } });
  });

  test('a task that failed with another one is revived by the one that was made by editing that', async () => {
    const world = new TestWorld();
    await world.save('wrong');
    await world.save('dependent', { dependsOn: ['wrong'] });
    world.server.answerOnly({ '/wrong': 400 });
    await world.replay();
    await world.save('right', { insteadOf: 'wrong' });
    await world.replay();
    expect(await world.fates()).toMatchObject({ right: 'delivered', dependent: 'delivered' });
  });
});
