import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { runCommand } from './run-command.ts';

/** What the server that is told this answers to a request without a signature. */
async function askedWith(...flags: string[]): Promise<unknown> {
  const stop = new AbortController();
  let announce: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => {
    announce = resolve;
  });
  const exitCode = runCommand({
    args: ['serve', '--port', '0', '--data', join(await temporaryDirectory(), 'data'), ...flags],
    environment: {},
    stop: stop.signal,
    print: (line) => announce(line.replace('Backhaul listens on ', '')),
    printError: () => undefined,
    log: () => undefined,
  });
  const { code } = await (await fetch(`${await url}/v1/accounts/account-alice/entries`)).json();
  stop.abort();
  await exitCode;
  return code;
}

it('takes no request that was meant for another host than those it is told of', async () => {
  expect(await askedWith('--public-host', 'app.example')).toBe('wrong-host');
  expect(await askedWith('--public-host', 'app.example', '--public-host', '127.0.0.1')).toBe('wrong-host');
  expect(await askedWith()).toBe('signature-missing');
});
