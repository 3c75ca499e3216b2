import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command to its end and shows what it prints; ends this process with its code when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** A tool that the lock file brought, run by its own name. */
export function tool(name, args, options) {
  run(process.execPath, [`${root}node_modules/${name}`, ...args], options);
}

/** Installs what the lock file names, unless that has been done since it last changed. */
export function installIfNeeded() {
  const installed = `${root}node_modules/.package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs) return;
  console.log('Installing the packages of package-lock.json');
  run('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
}

export function build() {
  tool('typescript/bin/tsc', ['-b']);
  tool('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
}
