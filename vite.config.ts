import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';

const OUTPUT = 'build/app';
const THEME_COLOUR = '#0b4f52';

/** vite-plugin-pwa names the worker after its source, `sw/app.ts`; pages ask for `/sw.js`. */
const workerName: Plugin = {
  name: 'backhaul:worker-name',
  config: () => ({ build: { rollupOptions: { output: { entryFileNames: 'sw.js' } } } }),
};

const manifest: VitePWAOptions['manifest'] = {
  id: '/',
  name: 'Backhaul',
  short_name: 'Backhaul',
  description: 'Saves on this device at once, and delivers in the background.',
  lang: 'en',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  theme_color: THEME_COLOUR,
  background_color: '#f6f9f9',
  icons: [
    { src: '/icons/any.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    { src: '/icons/any-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/any-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
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
      manifest,
      includeManifestIcons: false,
      injectManifest: {
        swDest: `${OUTPUT}/sw.js`,
        rollupFormat: 'iife',
        buildPlugins: { vite: [workerName] },
        globPatterns: ['**/*.{html,js,css,svg,png}'],
      },
    }),
  ],
});
