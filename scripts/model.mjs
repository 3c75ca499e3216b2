// npm run model -- [--runs N] [--seed N]: plays random histories of the outbox, with crashes, against a simple reference.
import { installIfNeeded, root } from './install.mjs';

installIfNeeded();
const { runnerImport } = await import('vite');
const { module } = await runnerImport(`${root}src/outbox/model/main.ts`, {
  root,
  logLevel: 'error',
  define: { self: 'globalThis' }, // Workbox's own name for it; Node has none.
  resolve: { noExternal: [/^workbox-/], conditions: ['backhaul-source'] },
});
process.exit(await module.main(process.argv.slice(2)));
