import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { readAccount, signRequests } from '../src/account/index.ts';
import { journalBeforeSend, journalRules } from '../src/journal/delivery/index.ts';
import { type Journal, openJournal } from '../src/journal/index.ts';
import { BATCH_PATH } from '../src/protocol/index.ts';
import { recordPasses } from '../src/record/index.ts';
import { startJournal, startOutbox } from './index.ts';
import { openNotices } from './open-notices.ts';

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0] };

let opening: Promise<Journal | undefined> | undefined;
let isLeaving = false;

/** Opened once; a device that has no account yet, or could not be read, is asked again. */
async function open(): Promise<Journal | undefined> {
  if (isLeaving) return undefined; // What is opened now would be made again after it was removed.
  opening ??= readAccount().then((account) => account && openJournal({ account }));
  const opened = await opening.catch((cause) => {
    opening = undefined;
    throw cause;
  });
  if (opened === undefined) opening = undefined;
  return opened;
}

/** A page removes the account from this device: another one may come, while this worker runs. */
new BroadcastChannel('backhaul-app:leaving').addEventListener('message', ({ data }) => {
  isLeaving = data === 'leave';
  void opening?.then((journal) => journal?.close()).catch(() => undefined);
  opening = undefined;
});

const authorize = signRequests(readAccount);

/** Spaces and messages need no more than the usual: their answers are read again from the server. */
const spaceRules = ['send-message', 'delete-message', 'join-space', 'leave-space', 'invite-member'].map((type) => ({
  type,
  version: 1,
}));

const outbox = startOutbox({
  batch: { url: BATCH_PATH },
  tasks: [...journalRules({ types: ['update-profile', 'save-user-config', 'sync-space-keys'], open }), ...spaceRules],
  beforeSend: journalBeforeSend(open),
  authorize,
  trace: recordPasses(),
});
outbox.holdRoute({ match: ({ url }) => url.pathname.startsWith('/v1/'), methods: ['PATCH'] });
startJournal({ open, authorize });
openNotices();

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/v1\//, /^\/(healthz|readyz|metrics)$/],
  }),
);
clientsClaim();
