// npm run bench -- payload [--json FILE]: measures in a real browser against the real server, and says what it found.
import { build, installIfNeeded, root } from './install.mjs';

installIfNeeded();
build();
const { runnerImport } = await import('vite');
const { module } = await runnerImport(`${root}bench/main.ts`, { root, logLevel: 'error' });
process.exit(await module.main(process.argv.slice(2)));
