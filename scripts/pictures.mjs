// npm run pictures: takes the pictures of docs/pictures, and those that the manifest names, from the running app.
import { build, installIfNeeded, root } from './install.mjs';

installIfNeeded();
build();
const { runnerImport } = await import('vite');
const load = async (name) => (await runnerImport(`${root}e2e/pictures/${name}`, { root, logLevel: 'error' })).module;
const { takePictures } = await load('pictures.ts');
const { takePicturesOfSpaces } = await load('spaces.ts');
const { takePicturesOfKeys } = await load('keys.ts');
const { takeDevToolsPictures } = await load('devtools.ts');
const { takeScreenshots } = await load('manifest-screenshots.ts');
await takePictures(`${root}docs/pictures`);
await takePicturesOfSpaces(`${root}docs/pictures`);
await takePicturesOfKeys(`${root}docs/pictures`);
await takeDevToolsPictures(`${root}docs/pictures`);
await takeScreenshots(`${root}public/screenshots`);
