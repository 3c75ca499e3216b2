import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { runCommand } from './run-command.ts';

function start(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const logged: string[] = [];
  const stop = new AbortController();
  let announceReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    announceReady = resolve;
  });
  const exitCode = runCommand({
    args,
    environment: {},
    stop: stop.signal,
    print: (line) => {
      if (lines.push(line) === 2) announceReady();
    },
    printError: (line) => errors.push(line),
    log: (line) => logged.push(line),
  });
  return { lines, errors, logged, stop, ready, exitCode };
}

it('serves until it is told to stop, and says two lines', async () => {
  const data = join(await temporaryDirectory(), 'data');
  const { lines, errors, stop, ready, exitCode } = start('serve', '--port', '0', '--data', data);
  await ready;
  expect(lines[0]).toMatch(/^Backhaul listens on http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  expect(lines[1]).toBe(`Data is kept in ${data}`);
  const url = lines[0]?.replace('Backhaul listens on ', '');
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  stop.abort();
  expect(await exitCode).toBe(0);
  expect([lines.length, errors]).toEqual([2, []]);
});

it('serves an app that was built', async () => {
  const directory = await temporaryDirectory();
  const app = join(directory, 'app');
  await mkdir(app);
  await writeFile(join(app, 'index.html'), 'the app');
  const { lines, stop, ready, exitCode } = start('serve', '--port', '0', '--data', directory, '--app', app);
  await ready;
  const url = lines[0]?.replace('Backhaul listens on ', '');
  expect(await (await fetch(`${url}/`)).text()).toBe('the app');
  stop.abort();
  expect(await exitCode).toBe(0);
});

it('shows help', async () => {
  const { lines, exitCode } = start('--help');
  expect(await exitCode).toBe(0);
  expect(lines.join()).toMatch(/^Usage: backhaul serve/);
});

it.each([
  ['a bad port', 2, ['serve', '--port', 'x'], /^The port .* not "x"\.$/],
  ['an app that was not built', 2, ['serve', '--app', '/nowhere'], /^The app directory \/nowhere holds no index\.html/],
  [
    'data that cannot be kept',
    1,
    ['serve', '--data', '/dev/null/data'],
    /^The database \/dev\/null\/data\/backhaul\.sqlite/,
  ],
])('says in one sentence what is wrong with %s', async (_, code, args, sentence) => {
  const { lines, errors, exitCode } = start(...args);
  expect(await exitCode).toBe(code);
  expect([lines, errors.length]).toEqual([[], 1]);
  expect(errors[0]).toMatch(sentence);
});
