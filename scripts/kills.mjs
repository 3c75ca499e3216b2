// npm run kills -- [--times COUNT] [--seed NUMBER]: kills the server under load, on SQLite and on PostgreSQL, and looks at what
// of the answered writes is there afterwards, and whether any effect is there twice.
import { build, installIfNeeded, root } from './install.mjs';

installIfNeeded();
build();
const { runnerImport } = await import('vite');
const { module } = await runnerImport(`${root}e2e/endurance/main.ts`, { root, logLevel: 'error' });
process.exit(await module.main(process.argv.slice(2), `${root}dist/server/backhaul.js`));
