import * as v from 'valibot';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../log/create-logger.ts';
import { authenticate } from '../testing/open-handler.ts';
import { RawClient } from '../testing/raw-client.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { serve } from './serve.ts';

const LINE = v.looseObject({ code: v.string() });

/** A whole server, with what it logs as a warning, and what it has counted. */
async function served() {
  const written: string[] = [];
  const running = await serve({
    host: '127.0.0.1',
    port: 0,
    metricsPort: 0,
    dataDirectory: await temporaryDirectory(),
    authenticate,
    log: createLogger({ level: 'warn', write: (line) => written.push(line) }),
    limits: { slowAfter: 50 },
    stopWithin: 0,
  });
  onTestFinished(() => running.stop());
  const say = async (text: string) => {
    const asking = new RawClient(running.url).reading().say(text);
    await asking.closed;
    return asking.status;
  };
  const counted = async () => {
    const text = await (await fetch(running.metricsUrl ?? '')).text();
    return text.split('\n').filter((line) => line.startsWith('backhaul_refused_total'));
  };
  return { say, counted, lines: () => written.map((line) => v.parse(LINE, JSON.parse(line))) };
}

const many = Array.from({ length: 101 }, (_, index) => `X-${index}: 1\r\n`).join('');

describe('what the handler never sees is counted, and logged with the address, once a minute for each reason', () => {
  it.each([
    ['what is no HTTP', 'nonsense\r\n\r\n', 400, 'malformed-request'],
    ['a path that no URL has', 'GET /\\\\[ HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n', 400, 'malformed-request'],
    ['headers that are too large', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
    ['too many headers', `GET / HTTP/1.1\r\nHost: a\r\n${many}\r\n`, 431, 'headers-too-large'],
    ['headers that never end', 'GET / HTTP/1.1\r\n', 408, 'headers-too-slow'],
  ])('%s', async (_, text, status, code) => {
    const { say, counted, lines } = await served();
    for (let count = 0; count < 3; count += 1) expect(await say(text)).toBe(status);
    expect(await counted()).toEqual([`backhaul_refused_total{code="${code}"} 3`]);
    expect(lines()).toMatchObject([{ msg: 'Refused.', code, count: 1, address: '127.0.0.1' }]);
  });
});
