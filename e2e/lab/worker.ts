/** The lab's workers: one script, told by its first line which of them it is. */
import { startOutbox, type WorkerOutboxOptions } from 'backhaul/sw';
import { clientsClaim } from 'workbox-core';
import { labTasks } from './tasks.ts';
import { addToken, EXPIRED, withHeader, withToken } from './token.ts';
import type { WorkerVariant } from './worker-variants.ts';

declare const variant: WorkerVariant;

const { save: first, remove } = labTasks(location.origin, 1);
const { save: second } = labTasks(location.origin, 2);

const options: { readonly [Variant in WorkerVariant]: WorkerOutboxOptions } = {
  plain: {},
  'without-token': {},
  renewed: {},
  batching: { batch: { url: '/v1/batch', items: 100 } },
  impatient: { limits: { attempt: 1_500 } },
  'version-1': { tasks: [first, remove] },
  'version-2': { tasks: [second, remove] },
  'version-2-migrating': { tasks: [{ ...second, migrate: ({ request }) => withHeader(request, 'X-Migrated', 'yes') }] },
  authorizing: { authorize: (request, { account, renew }) => withToken(request, renew ? account : EXPIRED) },
  choosy: { beforeSend: ({ taskType }) => (taskType === 'remove' ? 'drop' : 'send') },
  holding: {},
  'holding-few': { budget: { tasks: 2 } },
};

const outbox = startOutbox({
  name: 'lab',
  ...(variant === 'without-token' ? {} : { authorize: addToken }),
  ...options[variant],
});

if (variant.startsWith('holding')) {
  const isFor = (name: string) => (held: { readonly url: URL }) => held.url.pathname.startsWith(`/v1/accounts/${name}`);
  outbox.holdRoute({ match: isFor('held-always'), methods: ['PATCH'], when: 'always' });
  outbox.holdRoute({ match: isFor('held-on-failure'), methods: ['PATCH'] });
}

clientsClaim();
