import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { self: 'globalThis' }, // Workbox's own name for it; Node has none.
  resolve: { conditions: ['backhaul-source'] },
  ssr: { resolve: { conditions: ['backhaul-source', 'module', 'node', 'import', 'default'] } },
  test: {
    outputFile: { json: 'test-results/reports/unit.json' },
    include: [
      'src/**/*.test.ts',
      'sw/**/*.test.ts',
      'server/**/*.test.ts',
      'bench/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    // Workbox's packages are modules that do not say so in their package.json: Node alone cannot load them.
    server: { deps: { inline: [/workbox-/] } },
  },
});
