import { defineConfig } from 'playwright/test';
import { findBrowser } from '../scripts/browsers.mjs';

const projects = [
  { name: 'chromium' as const, testMatch: /^(?!.*\.firefox\.).*\.spec\.ts$/ },
  { name: 'firefox' as const, testMatch: /\.firefox\.spec\.ts$/ },
];

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/browser',
  fullyParallel: true,
  workers: 2,
  timeout: 180_000, // Bounds for a loaded machine; nothing waits for them to pass.
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '../test-results/reports/browser.json' }]],
  projects: projects.filter(({ name }) => findBrowser(name)),
});
