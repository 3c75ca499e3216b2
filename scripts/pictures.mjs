// npm run pictures: takes the pictures of docs/pictures from the running app.
import { build, installIfNeeded, root } from './install.mjs';

installIfNeeded();
build();
const { runnerImport } = await import('vite');
const { module } = await runnerImport(`${root}e2e/pictures/pictures.ts`, { root, logLevel: 'error' });
await module.takePictures(`${root}docs/pictures`);
