// npm run soak -- [--tasks COUNT] [--seed NUMBER] [--queue backhaul|stock] [--json FILE]: random work under random faults
// in a real browser against the real server, and what of it was lost, duplicated, reordered or wrong.
import { build, installIfNeeded, root } from './install.mjs';

installIfNeeded();
build();
const { runnerImport } = await import('vite');
const { module } = await runnerImport(`${root}e2e/soak/main.ts`, { root, logLevel: 'error' });
process.exit(await module.main(process.argv.slice(2)));
