// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, firefox } from 'playwright';

/**
 * A browser that can be driven: one that came with the system, or Playwright's own build of it.
 * @typedef {{ kind: 'system' | 'playwright', path: string }} Browser
 * @typedef {'chromium' | 'firefox'} BrowserName
 */

/** @type {Record<BrowserName, { variable: string, paths: string[], packages: string[], own: () => string }>} */
const known = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    paths: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome-stable',
      '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    packages: ['chromium'],
    own: () => chromium.executablePath(),
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    paths: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    packages: ['firefox-esr'],
    own: () => firefox.executablePath(),
  },
};

/** Chromium in any container, with nothing that it does by itself. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The browser of this name on this machine, or nothing.
 * @param {BrowserName} name
 * @returns {Browser | undefined}
 */
export function findBrowser(name) {
  const { variable, paths, own } = known[name];
  const named = process.env[variable];
  const path = named ? [named].find(existsSync) : paths.find(existsSync);
  if (path) return { kind: 'system', path };
  return existsSync(own()) ? { kind: 'playwright', path: own() } : undefined;
}

/**
 * Finds the browser or installs it: from the system's packages where this process may, else Playwright's own build.
 * @param {BrowserName} name
 */
export function findOrInstallBrowser(name) {
  if (!findBrowser(name)) installFromPackages(name);
  if (!findBrowser(name)) attempt(process.execPath, ['node_modules/playwright/cli.js', 'install', '--with-deps', name]);
  return findBrowser(name);
}

/** @param {BrowserName} name */
function installFromPackages(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  attempt('apt-get', ['update', '-qq'], environment);
  attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...known[name].packages], environment);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function attempt(command, args, env = process.env) {
  console.log(`Trying: ${command} ${args.join(' ')}`);
  spawnSync(command, args, { stdio: 'inherit', env, timeout: 10 * 60_000 });
}
