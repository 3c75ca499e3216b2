import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const directory = fileURLToPath(new URL('..', import.meta.url));

/** Installs what `bench/package-lock.json` names, unless that has been done since it last changed. */
export function installContestants(): void {
  const installed = `${directory}node_modules/.package-lock.json`;
  const lock = `${directory}package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing RxDB and Dexie into bench/node_modules, to measure against them; the package needs neither.');
  const flags = ['--prefix', directory, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  const { status, error } = spawnSync('npm', ['ci', ...flags], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new Error('The packages of bench/package-lock.json could not be installed.', { cause: error });
}
