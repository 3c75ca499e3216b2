import { describe, expect, test } from 'vitest';
import { NO_CONTROLS } from '../../protocol/index.ts';
import { liveWorld } from '../testing/live-world.ts';
import { delivered, failed, pending, sending } from '../testing/tasks.ts';
import { TaskBook } from './task-book.ts';

describe('live tasks', () => {
  test('are unknown until the ledger has been read', () => {
    expect(liveWorld([pending('a')]).live.book()).toBeUndefined();
  });

  test('follow announcements without reading the ledger again, and tell what has changed', async () => {
    const { live, announce, read } = liveWorld([pending('a'), pending('b')]);
    await live.refresh();
    const told: unknown[] = [];
    live.subscribe((changed) => told.push(changed));
    announce(2, [sending('a'), pending('c')], { removed: ['b'] });
    expect(live.book()?.tasks.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'processing'],
      ['c', 'pending'],
    ]);
    expect(told).toEqual([['a', 'c', 'b']]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  test('read the ledger again when an announcement was missed', async () => {
    const { live, announce, hold } = liveWorld([pending('a')]);
    await live.refresh();
    hold([delivered('a'), pending('b')], 5);
    announce(5, [pending('b')]);
    await expect.poll(() => live.book()?.tasks).toEqual([delivered('a'), pending('b')]);
  });

  test('catch up with what was never announced, and read nothing when nothing was missed', async () => {
    const { live, hold, read } = liveWorld([pending('a')]);
    await live.refresh();
    await live.catchUp();
    expect(read).toHaveBeenCalledTimes(1);
    hold([delivered('a')], 2);
    await live.catchUp();
    expect(live.book()?.tasks).toEqual([delivered('a')]);
  });

  test('catch up with what was written by then, and do not run after what is written meanwhile', async () => {
    const { live, hold, read } = liveWorld([pending('a')]);
    await live.refresh();
    let sequence = 2;
    hold([sending('a')], sequence);
    read.mockImplementation(async () => {
      const snapshot = { sequence, rows: [], controls: NO_CONTROLS };
      sequence += 1; // Somebody is draining.
      hold([sending('a')], sequence);
      return snapshot;
    });
    await live.catchUp();
    expect(live.book()?.sequence).toBe(2);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test('catch up also with what was written while a read was under way', async () => {
    const { live, hold, read } = liveWorld([pending('a')]);
    read.mockImplementationOnce(async () => {
      hold([delivered('a')], 2);
      return { sequence: 1, rows: [], controls: NO_CONTROLS };
    });
    const opening = live.refresh();
    await live.catchUp();
    await opening;
    expect(live.book()?.tasks).toEqual([delivered('a')]);
  });

  test('read the ledger again when something was announced while it was first being read', async () => {
    const { live, announce, hold, read } = liveWorld([pending('a')]);
    read.mockImplementationOnce(async () => {
      hold([delivered('a')], 2);
      announce(2, [delivered('a')]);
      return { sequence: 1, rows: [], controls: NO_CONTROLS };
    });
    await live.refresh();
    await expect.poll(() => live.book()?.tasks).toEqual([delivered('a')]);
  });

  test('read the ledger again after a time when it could not be read', async () => {
    const { live, read } = liveWorld([pending('a')]);
    read.mockRejectedValueOnce(new Error('blocked'));
    await expect(live.refresh()).rejects.toThrow('blocked');
    await live.refresh();
    expect(live.book()?.tasks).toEqual([pending('a')]);
  });

  test('are not thrown back by an announcement that comes late', async () => {
    const { live, announce } = liveWorld([delivered('a')], 7);
    await live.refresh();
    announce(6, [pending('a')]);
    expect(live.book()?.tasks).toEqual([delivered('a')]);
  });

  test('follow the controls too, and keep them when an announcement has none', async () => {
    const { live, announce } = liveWorld([pending('a')]);
    await live.refresh();
    announce(2, [], { controls: { ...NO_CONTROLS, paused: true } });
    announce(3, [sending('a')]);
    expect(live.book()?.controls.paused).toBe(true);
  });

  test('call nobody any more who has stopped', async () => {
    const { live, announce } = liveWorld([]);
    await live.refresh();
    const told: unknown[] = [];
    live.subscribe((changed) => told.push(changed))();
    announce(2, [pending('a')]);
    expect(told).toEqual([]);
  });
});

describe('a task book', () => {
  test('gives the same array until something has changed', () => {
    const book = new TaskBook(1, [pending('a')]);
    const { tasks } = book;
    expect(book.tasks).toBe(tasks);
    book.apply({ type: 'backhaul:tasks-changed', sequence: 2, changed: [sending('a')], removed: [] });
    expect(book.tasks).not.toBe(tasks);
  });

  test('counts what uses the budget: what is not completed, failed ones included', () => {
    const book = new TaskBook(1, [pending('a'), failed('b'), delivered('c')]);
    expect(book.usage).toEqual({ tasks: 2, bytes: 20 });
    const changed = [delivered('a'), { ...pending('d'), bytes: 5 }];
    book.apply({ type: 'backhaul:tasks-changed', sequence: 2, changed, removed: ['b', 'unknown'] });
    expect(book.usage).toEqual({ tasks: 1, bytes: 5 });
  });

  test('shows that tasks of an account that is signed out wait for the sign-in', () => {
    const held = { ...NO_CONTROLS, held: ['me'] };
    const book = new TaskBook(1, [pending('a'), { ...pending('b'), account: 'you' }, failed('c')], held);
    expect(book.tasks).toMatchObject([{ wait: { for: 'sign-in' } }, { wait: { for: 'turn' } }, { status: 'failed' }]);
    const controls = NO_CONTROLS;
    book.apply({ type: 'backhaul:tasks-changed', sequence: 2, changed: [], removed: [], controls });
    expect(book.tasks[0]).toMatchObject({ wait: { for: 'turn' } });
  });
});
