// npm test: everything that CI runs. Goes on after a failure, so that one run tells all of it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { installIfNeeded, root } from './install.mjs';

installIfNeeded();
const { findOrInstallBrowser } = await import('./browsers.mjs');

const reports = `${root}test-results/reports/`;
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function step(name, args) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) failures.push(name);
  return status === 0;
}

/** Adds up what a runner reported; one that could not even report counts as a failure. */
function count(read, file) {
  try {
    const { passed, failed, skipped } = read(JSON.parse(readFileSync(`${reports}${file}`, 'utf8')));
    totals.passed += passed;
    totals.failed += failed;
    totals.skipped += skipped;
  } catch {
    totals.failed += 1;
  }
}

/** What stood on the pages of the tests that failed, where any began: some fail where nobody can look. */
function showPages() {
  const results = `${root}test-results/browser/`;
  if (!existsSync(results)) return;
  for (const name of readdirSync(results, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('error-context.md')) continue;
    const [, told] = readFileSync(`${results}${name}`, 'utf8').split('# Error details');
    console.log(`\n-- ${name}\n${told}`);
  }
}

const ofVitest = ({ numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites }) => ({
  passed: numPassedTests,
  failed: numFailedTests || Math.min(numFailedTestSuites, 1),
  skipped: numPendingTests,
});
const ofPlaywright = ({ stats, errors }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + errors.length,
  skipped: stats.skipped,
});

step('Format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']);
const compiles = step('Types', ['node_modules/typescript/bin/tsc', '-b']);
const builds = compiles && step('App', ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);

if (compiles) step('Sizes', ['scripts/sizes.mjs']);

const missing = ['chromium', 'firefox'].filter((name) => !findOrInstallBrowser(name));

step('Unit tests', ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json']);
count(ofVitest, 'unit.json');

if (builds) {
  if (!step('Browser tests', ['node_modules/playwright/cli.js', 'test', '--config', 'e2e/playwright.config.ts'])) {
    showPages();
  }
  count(ofPlaywright, 'browser.json');
}

console.log();
for (const name of missing) console.log(`No ${name} was found, and none could be installed: its tests did not run.`);
for (const name of failures) console.log(`Failed: ${name}`);
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped ? `, ${totals.skipped} skipped` : ''}`);
const isIncomplete = missing.includes('chromium') || (process.env.CI && missing.length > 0);
process.exit(failures.length > 0 || isIncomplete ? 1 : 0);
