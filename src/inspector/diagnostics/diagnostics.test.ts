import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QueueTask, Snapshot } from '../../client/index.ts';
import { diagnosticsOf, type Inspected } from './diagnostics.ts';

const capabilities = { serviceWorker: true, broadcastChannel: true, locks: true, compression: true, ed25519: true };
const worker = { kind: 'active', controlsPage: true, updateWaits: false, revision: 'abc' } as const;

const inspected = (tasks: readonly QueueTask[], requests: Inspected['requests'] = new Map()): Inspected => {
  const summary = { waiting: 0, sending: 0, failed: 0, bytes: 0 };
  const known = { isPaused: false, deliversWhenClosed: true, isPersisted: true, updateIsReady: false };
  const snapshot: Snapshot = { tasks, summary, status: { kind: 'up-to-date' }, ...known };
  const attempts = [{ at: 5, tasks: tasks.map(({ id }) => id), bytes: 9 }];
  const pass = {
    where: 'worker',
    startedAt: 4,
    signs: [],
    attempts,
    sent: 1,
    delivered: 1,
    failed: 0,
    again: 0,
  } as const;
  const here = { now: 10, timezoneOffset: 0, userAgent: 'Test', origin: 'https://app.test' };
  return { ...here, snapshot, requests, passes: [pass], device: { capabilities, worker } };
};

const core = { taskType: 'save', version: 1, retryCount: 0, createdAt: 1, bytes: 4 };

/** Long enough not to be part of a word or a figure by chance. */
const secret = fc.uuid().map((text) => `s${text}`);
const anything = fc.oneof(
  secret,
  secret.map((text) => [text, { [text]: { deep: text } }]),
);
const ending = fc.record({ answer: fc.record({ status: fc.constant(400), body: secret }), message: secret });
const task = fc
  .record({ id: secret, account: secret, context: anything, other: secret, ending, kind: fc.nat(7) })
  .map(({ id, account, context, other, ending: { answer, message }, kind }): QueueTask => {
    const base = { ...core, id, account, context };
    const completed = { ...base, status: 'completed', processedAt: 9 } as const;
    const failure = { ...base, status: 'failed', processedAt: 9 } as const;
    const tasks: readonly QueueTask[] = [
      { ...base, status: 'pending', wait: { for: 'server', until: 20, status: 503 } },
      { ...base, status: 'processing', startedAt: 8 },
      { ...completed, outcome: { kind: 'delivered', answer } },
      { ...completed, outcome: { kind: 'superseded', by: other } },
      { ...completed, outcome: { kind: 'moot', undid: other } },
      { ...completed, outcome: { kind: 'conceded', answer } },
      { ...failure, error: { code: 'refused', message, answer } },
      { ...failure, error: { code: 'dependency-failed', message, dependency: other } },
    ];
    return tasks[kind] ?? tasks[0]!;
  });

test('[G45] no id, account, context, message, body, header, query or name in a URL gets into a bundle', () => {
  fc.assert(
    fc.property(fc.array(task, { minLength: 1, maxLength: 6 }), secret, (tasks, inUrl) => {
      const url = (each: QueueTask) =>
        `https://${inUrl}.test/v1/accounts/${each.account}/${encodeURIComponent(inUrl)}/entries?q=${inUrl}#${inUrl}`;
      const requests = new Map(
        tasks.map((each) => [each.id, { url: url(each), method: 'POST', headers: { key: inUrl }, body: inUrl }]),
      );
      const bundle = JSON.stringify(diagnosticsOf(inspected(tasks, requests)));
      expect(bundle.match(/s[0-9a-f]{8}-/g)).toBeNull();
      expect(bundle).toContain('{origin}/v1/accounts/{id}/{id}/entries?{query}');
    }),
  );
});

test('a plain word that names an account, or stands in a context, is none in a URL either', () => {
  const robin: QueueTask = {
    ...core,
    id: 'a',
    account: 'robin',
    context: { album: { holiday: ['beach'] } },
    status: 'processing',
    startedAt: 2,
  };
  const requests = new Map([['a', { url: 'https://app.test/users/robin/album/holiday/beach/photos' }]]);
  const bundle = JSON.stringify(diagnosticsOf(inspected([robin], requests)));
  expect(bundle).toContain('"/users/{id}/album/{id}/{id}/photos"');
  expect(bundle).not.toMatch(/robin|holiday|beach/);
});

test('the same task has the same number throughout', () => {
  const first: QueueTask = { ...core, id: 'x', account: 'me', context: 0, status: 'processing', startedAt: 2 };
  const outcome = { kind: 'superseded', by: 'x' } as const;
  const second: QueueTask = { ...first, id: 'y', status: 'completed', processedAt: 3, outcome };
  expect(diagnosticsOf(inspected([first, second]))).toMatchObject({
    tasks: [{ id: 'task-1' }, { id: 'task-2', outcome: { by: 'task-1' } }],
    passes: [{ attempts: [{ tasks: ['task-1', 'task-2'] }] }],
  });
});
