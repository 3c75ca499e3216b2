import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions } from 'vite';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { CHROMIUM_ARGUMENTS, findBrowser } from './scripts/browsers.mjs';

const IN_A_BROWSER = 'src/**/*.browser.test.ts';

const node: TestProjectInlineConfiguration = {
  define: { self: 'globalThis' }, // Workbox's own name for it; Node has none.
  resolve: { conditions: ['backhaul-source'] },
  // Not 'import', which holds where it should anyway: named here, it would hold for what is required, too.
  ssr: { resolve: { conditions: ['backhaul-source', 'module', 'node'] } },
  test: {
    name: 'node',
    include: ['src', 'sw', 'server', 'bench', 'e2e', 'scripts'].map((folder) => `${folder}/**/*.test.ts`),
    exclude: [...configDefaults.exclude, IN_A_BROWSER],
    globalSetup: 'server/testing/postgres-setup.ts',
    // Workbox's packages are modules that do not say so in their package.json: Node alone cannot load them.
    server: { deps: { inline: [/workbox-/] } },
  },
};

/** What only a real browser can show: how its own IndexedDB behaves. */
const inChromium = (executablePath: string): TestProjectInlineConfiguration => ({
  resolve: { conditions: ['backhaul-source', ...defaultClientConditions] },
  test: {
    name: 'chromium',
    include: [IN_A_BROWSER],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath, args: CHROMIUM_ARGUMENTS } }),
      instances: [{ browser: 'chromium' }],
    },
  },
});

const chromium = findBrowser('chromium'); // `npm test` installs it, and says so when there is none.

export default defineConfig({
  test: {
    maxWorkers: '100%', // Many files wait for servers most of the time.
    outputFile: { json: 'test-results/reports/unit.json' },
    projects: [node, ...(chromium === undefined ? [] : [inChromium(chromium.path)])],
  },
});
