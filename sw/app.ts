import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { BATCH_PATH } from '../src/protocol/index.ts';
import { startOutbox } from './index.ts';

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0] };

const outbox = startOutbox({ batch: { url: BATCH_PATH } });
outbox.holdRoute({ match: ({ url }) => url.pathname.startsWith('/v1/'), methods: ['PATCH'] });

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/v1\//, /^\/healthz$/] }));
clientsClaim();
