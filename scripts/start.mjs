// npm start: installs and builds what is needed, then serves the app and its API from one process.
import { spawn } from 'node:child_process';
import { build, installIfNeeded, root } from './install.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Backhaul needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

installIfNeeded();
console.log('Building');
build();

// "npm start --port 5000" (without the "--" between) reaches a script as npm_config_port.
const { npm_config_port: port, npm_config_data: data } = process.env;
const fromNpm = [...(port ? ['--port', port] : []), ...(data ? ['--data', data] : [])];
const server = spawn(
  process.execPath,
  [`${root}dist/server/backhaul.js`, 'serve', '--app', `${root}build/app`, ...fromNpm, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
