import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { appManifest } from './app-manifest.ts';

const OUTPUT = 'build/app';

/** vite-plugin-pwa names the worker after its source, `sw/app.ts`; pages ask for `/sw.js`. */
const workerName: Plugin = {
  name: 'backhaul:worker-name',
  config: () => ({ build: { rollupOptions: { output: { entryFileNames: 'sw.js' } } } }),
};

export default defineConfig({
  resolve: { conditions: ['backhaul-source', ...defaultClientConditions] },
  build: {
    outDir: OUTPUT,
    emptyOutDir: true,
    sourcemap: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Libraries mark their client components with "use client"; a bundle for the browser has no other kind.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
      // All that the first screen needs is one file: it compresses better than twenty that share bits of it.
      output: { codeSplitting: { groups: [{ name: 'shell', tags: ['$initial'] }] } },
    },
  },
  plugins: [
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'sw',
      filename: 'app.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest: appManifest,
      includeManifestIcons: false,
      injectManifest: {
        swDest: `${OUTPUT}/sw.js`,
        rollupFormat: 'iife',
        buildPlugins: { vite: [workerName] },
        globPatterns: ['**/*.{html,js,css,svg,png}'],
        globIgnores: ['screenshots/**'], // Shown by the browser, and only before the app is installed.
      },
    }),
  ],
});
