import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { root } from './install.mjs';

const ASSETS = `${root}build/app/assets/`;

/** What the page loads with its first script, and what the first space needs besides. */
const SHELL = ['index'];
const SPACE = [...SHELL, 'ChannelScreen', 'conversations'];

/** Copies the scripts of the built app that have to be loaded first to `build/size`, where they are weighed. */
export function copyShell() {
  copy('shell', SHELL);
  copy('space', SPACE);
}

/** KiB, gzipped as servers do, of what has to be loaded for the shell, and for a space. */
export function firstLoad() {
  return { shell: kibibytes(SHELL), space: kibibytes(SPACE) };
}

function kibibytes(entries) {
  const bytes = [...loadedWith(entries)].map((file) => gzipSync(readFileSync(ASSETS + file)).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1024;
}

function copy(name, entries) {
  const folder = `${root}build/size/${name}/`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of loadedWith(entries)) copyFileSync(ASSETS + file, folder + file);
}

/** Files of chunks with these names, and all that they import at once. */
function loadedWith(entries) {
  const files = readdirSync(ASSETS).filter((file) => file.endsWith('.js'));
  const loaded = new Set();
  const load = (file) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const imported of importsOf(file)) load(imported);
  };
  for (const entry of entries) {
    const found = files.filter((file) => chunkName(file) === entry);
    if (found.length !== 1) throw new Error(`There are ${found.length} chunks with the name "${entry}", not one.`);
    load(found[0]);
  }
  return loaded;
}

/** Without the eight characters that name what is in it. */
function chunkName(file) {
  return file.replace(/-[\w-]{8}\.js$/, '');
}

/** Only what a chunk imports as it starts: `import(…)` is for later. */
function importsOf(file) {
  const code = readFileSync(ASSETS + file, 'utf8');
  return [...code.matchAll(/\b(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(([, name]) => name);
}
