/** The stock queue of Workbox, as its documentation has it. */
import { BackgroundSyncPlugin } from 'workbox-background-sync';
import { clientsClaim, type WorkboxPlugin } from 'workbox-core';
import { registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

const plugin = new BackgroundSyncPlugin('stock', { maxRetentionTime: 24 * 60 });

registerRoute(
  ({ url }) => url.pathname.startsWith('/v1/'),
  new NetworkOnly({ plugins: [plugin as WorkboxPlugin] }),
  'PATCH',
);
clientsClaim();
