import { beforeEach, describe, expect, test } from 'vitest';
import { oneDevice } from '../../journal/testing/one-device.ts';
import { change, type JournalPages, openPages } from '../testing/journal-page.ts';

let pages: JournalPages;

beforeEach(async () => {
  const { mine, server } = await oneDevice();
  pages = openPages({ ...mine, server });
});

const ada = change('profile', 'name', 'Ada');

describe('a delta that the server declines', () => {
  test('is made anew at once; the second one in a row after a while', async () => {
    const { save } = pages.openPage();
    await save(ada);
    const decline = () =>
      pages.client.end(pages.client.waiting[0]!.id, { kind: 'conceded', answer: { status: 409, body: '' } });
    decline();
    await pages.rest();
    expect(pages.client.waiting).toHaveLength(1);
    decline();
    await pages.rest();
    expect(pages.client.waiting).toHaveLength(0);
    await pages.rest(2_500);
    expect(pages.client.waiting).toHaveLength(1);
    await pages.deliverAll();
    expect(await pages.dirty()).toEqual([]);
  });

  test('is none of which nobody takes in the answer: it is not sent again and again without a pause', async () => {
    const { save } = pages.openPage();
    await save(ada);
    for (let round = 0; round < 20; round += 1) {
      for (const { id } of pages.client.waiting) pages.client.deliver(id);
      await pages.rest(1_000);
    }
    expect(pages.client.kept.size).toBeGreaterThan(2);
    expect(pages.client.kept.size).toBeLessThan(8);
    await pages.deliverAll();
    await pages.rest(60_000);
    await pages.deliverAll();
    await save(change('profile', 'name', 'Grace'));
    await pages.deliverAll();
    expect(await pages.dirty()).toEqual([]);
  });

  test.each(['idempotency-key-reused', 'clock-ahead', 'parts-missing'])(
    'for good, though another one would do: %s',
    async (code) => {
      await pages.openPage().save(ada);
      const answer = { status: 422, body: JSON.stringify({ code }) };
      pages.client.fail('task-1', { code: 'refused', message: 'No.', answer });
      await pages.rest();
      expect(pages.client.kept.get('task-1')!.task).toMatchObject({ outcome: { kind: 'superseded' } });
      expect(pages.client.waiting).toHaveLength(1);
    },
  );

  test('since its part failed waits with it; when the part is gone it is made anew', async () => {
    const { save, delivery } = pages.openPage();
    const part = await pages.failPart(save);
    void delivery.look();
    await pages.rest();
    expect(pages.typesWaiting).not.toContain('update-profile');
    await pages.client.purge(({ id }) => id === part);
    await pages.rest(5_000);
    expect(pages.typesWaiting).toContain('update-profile');
  });
});
