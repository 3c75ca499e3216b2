// Bundles the library's doors as an app's bundler does, builds the app, and holds each to its budget (package.json, "size-limit").
import { spawnSync } from 'node:child_process';
import { rolldown } from 'rolldown';
import { root, tool } from './install.mjs';
import { copyShell } from './shell-size.mjs';

/** What a page loads later, in chunks of their own: what acts on tasks, what registers the worker, what drains in the page. */
const later = ['./desk.ts', './worker/register-worker.ts', './register-worker.ts', './drain-here.ts'];

async function bundle(name, entry, external = []) {
  const bundled = await rolldown({
    input: `${root}${entry}`,
    external,
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  });
  await bundled.write({ file: `${root}build/size/${name}.js`, format: 'es', minify: true, comments: false });
}

await bundle('client-entry', 'src/client/index.ts', later);
await bundle('worker', 'sw/index.ts');
tool('vite/bin/vite.js', ['build', '--logLevel', 'error']);
copyShell();
const { status } = spawnSync(process.execPath, ['node_modules/size-limit/bin.js', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
