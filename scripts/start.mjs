// npm start: installs and builds what is needed, then serves the app and its API from one process.
import { spawn } from 'node:child_process';
import { build, installIfNeeded, root } from './install.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Backhaul needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

if (process.env.npm_config_port || process.env.npm_config_data) {
  console.error(
    'npm has kept the options for itself: write "npm start -- --port 5000 --data DIR", with the "--" between.',
  );
  process.exit(2);
}

installIfNeeded();
console.log('Building');
build();

const server = spawn(
  process.execPath,
  [`${root}dist/server/backhaul.js`, 'serve', '--app', `${root}build/app`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
