import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { serve } from '../serve/serve.ts';
import { SILENT } from '../testing/open-handler.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { parseCommand } from './config.ts';
import { runCommand } from './run-command.ts';

const MINUTE = 60_000;

async function run(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const exitCode = await runCommand({
    args,
    environment: {},
    stop: new AbortController().signal,
    print: (line) => lines.push(line),
    printError: (line) => errors.push(line),
    log: () => undefined,
  });
  return { exitCode, lines, errors };
}

it('says that a server over node:http keeps to the protocol', { timeout: MINUTE }, async () => {
  const running = await serve({
    host: '127.0.0.1',
    port: 0,
    dataDirectory: await temporaryDirectory(),
    log: SILENT,
    limits: { registrationsPerAddress: 0 },
  });
  onTestFinished(() => running.stop());
  const { exitCode, lines, errors } = await run('conformance', running.url);
  expect(errors).toEqual([]);
  expect(lines).toEqual([expect.stringMatching(/^\d{2,} passed, 0 failed, 0 skipped\.$/)]);
  expect(exitCode).toBe(0);
});

it('says where another one does not', async () => {
  const server = createServer((_, response) => response.writeHead(404).end('Nothing here.'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { exitCode, lines, errors } = await run('conformance', `http://127.0.0.1:${port}`);
  expect([exitCode, lines]).toEqual([1, []]);
  expect(errors[0]).toBe(
    'FAILED   devices/registers (Accounts, devices and keys): A device could not be registered: 404.',
  );
  expect(errors.at(-1)).toMatch(/^0 passed, \d{2,} failed, 0 skipped\.$/);
});

it.each([
  [['conformance'], /^The URL of a server is missing: try "backhaul conformance http:/],
  [['conformance', 'here'], /^"here" is no URL of a server: try "backhaul conformance http:/],
  [['conformance', 'http://a.example', 'more'], /^"conformance http:\/\/a\.example more" is no command/],
])('refuses %j', (args, message) => {
  expect(parseCommand(args, {})).toEqual({ kind: 'refused', message: expect.stringMatching(message) });
});
