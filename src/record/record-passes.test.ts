import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { Trace, TraceEvent } from '../outbox/index.ts';
import type { QueueTask } from '../protocol/index.ts';
import { forgetPasses, readPasses, recordPasses } from './index.ts';

const core = {
  id: 'a',
  taskType: 'save',
  version: 1,
  account: 'me',
  context: 'secret',
  retryCount: 0,
  createdAt: 1,
  bytes: 4,
};
const answer = { status: 204, body: 'secret' };
const delivered: QueueTask = { ...core, status: 'completed', processedAt: 9, outcome: { kind: 'delivered', answer } };
const failed: QueueTask = { ...core, status: 'failed', processedAt: 9, error: { code: 'refused', message: 'secret' } };
const again: QueueTask = { ...core, status: 'pending', wait: { for: 'server', until: 99, status: 503 } };

const sent = (...tasks: readonly string[]): TraceEvent => ({ kind: 'sent', url: '/secret', tasks, bytes: 4 });
const settled = (task: QueueTask): TraceEvent => ({ kind: 'settled', task });
const ended: TraceEvent = { kind: 'pass-ended', outcome: { kind: 'unfinished', tasks: 1 }, took: 250 };

let name: string;
let now: number;
let trace: Trace;
const tell = (...events: readonly TraceEvent[]) => {
  for (const event of events) trace(event);
};
const pass = (at: number) => tell({ kind: 'pass-started', at }, ended);
const kept = (count: number) => expect.poll(() => readPasses(name)).toHaveLength(count);

beforeEach(() => {
  name = `outbox-${crypto.randomUUID()}`;
  now = 1_000;
  trace = recordPasses({ name, events: new EventTarget(), now: () => now });
});

test('a pass is kept with its figures and the ids of what was sent, and nothing of what a task carries', async () => {
  tell({ kind: 'pass-started', at: 1_000 }, sent('a'));
  now = 1_100;
  tell(sent('b', 'c'), settled(delivered), settled(failed), settled(again), ended);
  await expect.poll(async () => (await readPasses(name))[0]?.end).toEqual({ left: 1, took: 250 });
  const [first] = await readPasses(name);
  expect(first).toMatchObject({ startedAt: 1_000, sent: 3, delivered: 1, failed: 1, again: 1, signs: [] });
  expect(first?.attempts).toEqual([
    { at: 1_000, tasks: ['a'], bytes: 4 },
    { at: 1_100, tasks: ['b', 'c'], bytes: 4 },
  ]);
  expect(JSON.stringify(first)).not.toContain('secret');
});

test('a pass that was cut off after it had sent something is kept without an end', async () => {
  tell({ kind: 'pass-started', at: 1_000 }, sent('a'));
  await kept(1);
  pass(2_000);
  await kept(2);
  const [second, first] = await readPasses(name);
  expect([second?.startedAt, second?.end?.took, first?.sent, first?.end]).toEqual([2_000, 250, 1, undefined]);
});

test('the last 50 are kept, newest first', async () => {
  for (let at = 1; at <= 60; at += 1) pass(at);
  await expect.poll(async () => (await readPasses(name))[0]?.startedAt).toBe(60);
  const passes = await readPasses(name);
  expect([passes.length, passes.at(-1)?.startedAt]).toEqual([50, 11]);
});

test('of very many tasks in a pass it counts all and keeps the first ids', async () => {
  const many = Array.from({ length: 700 }, (_, place) => `task-${place}`);
  tell({ kind: 'pass-started', at: 1 }, sent(...many.slice(0, 400)), sent(...many.slice(400)), sent('last'), ended);
  await expect.poll(async () => (await readPasses(name))[0]?.sent).toBe(701);
  const [first] = await readPasses(name);
  expect(first?.attempts.flatMap(({ tasks }) => tasks)).toEqual(many.slice(0, 500));
});

test('what cannot be kept stops nothing, and the other hook hears everything all the same', async () => {
  const { open } = IDBFactory.prototype;
  const heard: string[] = [];
  IDBFactory.prototype.open = () => {
    throw new DOMException('Blocked.', 'UnknownError');
  };
  trace = recordPasses({ name, events: new EventTarget(), next: ({ kind }) => heard.push(kind) });
  pass(1);
  expect(await readPasses(name).catch(() => 'blocked')).toBe('blocked');
  IDBFactory.prototype.open = open;
  pass(2);
  await kept(1);
  expect(heard).toEqual(['pass-started', 'pass-ended', 'pass-started', 'pass-ended']);
});

test('who only reads makes no database, and what was recorded can be forgotten', async () => {
  expect(await readPasses(name)).toEqual([]);
  expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(`${name}-passes`);
  pass(1);
  await kept(1);
  await forgetPasses(name);
  expect(await readPasses(name)).toEqual([]);
});
