import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { TaskRules } from '../task/rules.ts';
import { ORIGIN, TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

describe('migrate', () => {
  const migrating = (migrate: NonNullable<TaskRules['migrate']>) => world.restartWith({ version: 2, migrate });

  test('gives the request of today for a task of an older version; its key stays', async () => {
    const migrate = vi.fn<NonNullable<TaskRules['migrate']>>(
      async ({ request }) => new Request(`${ORIGIN}/v2`, { method: 'PUT', body: `new ${await request.text()}` }),
    );
    await world.save('a');
    migrating(migrate);
    await world.replay();
    expect(world.server.received).toMatchObject([{ key: 'a', method: 'PUT', path: '/v2', body: 'new body of a' }]);
    expect(migrate.mock.calls).toMatchObject([[{ version: 1, context: { of: 'a' } }]]);
  });

  test('is not asked about tasks of this version, and knows nothing of newer ones', async () => {
    const migrate = vi.fn<NonNullable<TaskRules['migrate']>>(({ request }) => request);
    await world.save('today', { version: 2 });
    await world.save('tomorrow', { version: 3 });
    migrating(migrate);
    await world.replay();
    expect(await world.fates()).toEqual({ today: 'delivered', tomorrow: 'failed: unknown-version' });
    expect(migrate).not.toHaveBeenCalled();
  });

  test('that throws quarantines the task, and is told', async () => {
    const cause = new Error('cannot');
    await world.save('a');
    migrating(() => {
      throw cause;
    });
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: unknown-version' });
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'migrate', cause });
  });
});
