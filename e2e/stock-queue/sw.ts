/** A worker with the stock queue of Workbox, as its documentation has it: what Backhaul is compared with. */
import { BackgroundSyncPlugin } from 'workbox-background-sync';
import { clientsClaim, type WorkboxPlugin } from 'workbox-core';
import { registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

const plugin = new BackgroundSyncPlugin('stock', { maxRetentionTime: 24 * 60 });

registerRoute(({ url }) => url.pathname === '/save', new NetworkOnly({ plugins: [plugin as WorkboxPlugin] }), 'POST');
clientsClaim();
