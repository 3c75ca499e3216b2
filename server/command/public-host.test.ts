import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { runCommand } from './run-command.ts';

/** What the server that is told this answers to a request without a signature, and what it logs at first. */
async function askedWith(...flags: string[]) {
  const logged: unknown[] = [];
  const stop = new AbortController();
  let announce: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => {
    announce = resolve;
  });
  const exitCode = runCommand({
    args: ['serve', '--port', '0', '--data', join(await temporaryDirectory(), 'data'), ...flags],
    environment: {},
    stop: stop.signal,
    print: (line) => announce(line.replace('Backhaul listens on ', '').replace('0.0.0.0', '127.0.0.1')),
    printError: () => undefined,
    log: (line) => logged.push(JSON.parse(line)),
  });
  const { code } = await (await fetch(`${await url}/v1/accounts/account-alice/entries`)).json();
  stop.abort();
  await exitCode;
  return { code, first: logged[0] };
}

it('takes no request that was meant for another host than those it is told of', async () => {
  expect(await askedWith('--public-host', 'app.example')).toMatchObject({ code: 'wrong-host' });
  expect(await askedWith('--public-host', 'app.example', '--public-host', '127.0.0.1')).toMatchObject({
    code: 'wrong-host',
  });
  expect(await askedWith()).toMatchObject({ code: 'signature-missing' });
});

it('warns who listens for others than itself, and does not say by what name', async () => {
  const warning = { level: 'warn', msg: expect.stringContaining('No --public-host') };
  expect(await askedWith('--host', '0.0.0.0')).toMatchObject({ first: warning });
  expect((await askedWith('--host', '0.0.0.0', '--public-host', 'app.example')).first).not.toMatchObject(warning);
  expect((await askedWith()).first).not.toMatchObject(warning);
});
