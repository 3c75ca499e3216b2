import * as v from 'valibot';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  BATCH_PATH,
  CBOR,
  encodeCbor,
  encodeDelta,
  entriesPath,
  IDEMPOTENCY_KEY,
  membersPath,
} from '../../src/protocol/index.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { saveItem, sendBatch } from '../testing/batch-requests.ts';
import { brokenStore } from '../testing/broken-store.ts';
import { ENTRIES, NOW, ORIGIN, openHandler, patch, SILENT, save } from '../testing/open-handler.ts';
import { ALICE, BOB, valueEntry } from '../testing/samples.ts';
import { asAccount, done, foundAsked, joinAsked, sendAsked } from '../testing/space-requests.ts';
import { HOME } from '../testing/space-samples.ts';
import { createLogger, shortName } from './create-logger.ts';
import type { LogLevel } from './log-level.ts';

const lineSchema = v.looseObject({ level: v.string(), time: v.string(), msg: v.string() });
const HERE = { address: '192.0.2.1' };

function recording(level?: LogLevel) {
  const written: string[] = [];
  const log = createLogger({ ...(level && { level }), write: (line) => written.push(line), now: () => NOW });
  return { log, written, lines: () => written.map((line) => v.parse(lineSchema, JSON.parse(line))) };
}

describe('a line for each request', () => {
  it('says what was asked, with the route in the place of the path, what it came to, and whose it was', async () => {
    const { log, lines } = recording();
    const { handler } = await openHandler({ log });
    const response = await handler(save('key-00001', valueEntry('a', NOW, 1)), HERE);
    const bytes = (await response.arrayBuffer()).byteLength;
    expect(lines()).toEqual([
      {
        level: 'info',
        time: new Date(NOW).toISOString(),
        msg: 'Answered.',
        requestId: response.headers.get('X-Request-Id'),
        method: 'PATCH',
        route: '/v1/accounts/:account/entries',
        status: 200,
        ms: expect.any(Number),
        bytes,
        account: shortName(ALICE),
      },
    ]);
  });

  it.each([
    ['/healthz', 'GET', '/healthz'],
    ['/nothing/secret', 'GET', '*'],
    ['/v1/secret', 'GET', '/v1/*'],
    [`/v1/accounts/${ALICE}/entries`, 'POST', '/v1/accounts/:account/entries'],
    ['/', 'SECRET', '*'],
  ])('%s by %s is %s', async (path, method, route) => {
    const { log, lines, written } = recording();
    const { handler } = await openHandler({ log });
    await handler(new Request(`${ORIGIN}${path}`, { method }));
    expect(lines()).toMatchObject([{ route, method: method === 'SECRET' ? 'OTHER' : method }]);
    expect(written.join()).not.toMatch(/secret/i);
  });

  it('has an id that is never the client’s', async () => {
    const { handler } = await openHandler();
    const asked = () => new Request(`${ORIGIN}/healthz`, { headers: { 'X-Request-Id': 'mine' } });
    const ids = [await handler(asked()), await handler(asked())].map(({ headers }) => headers.get('X-Request-Id'));
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('refusals', () => {
  it('for a reason of security are warnings with their code, those of a batch’s items too', async () => {
    const { log, lines } = recording('warn');
    const { handler } = await openHandler({ log });
    const foreign = patch({ body: encodeDelta([valueEntry('a', NOW, 1)]), key: 'key-00001' });
    foreign.headers.set('Authorization', `Bearer ${BOB}`);
    const response = await handler(foreign, HERE);
    const item = [
      'key-00002',
      null,
      'PATCH',
      `/v1/accounts/${BOB}/entries`,
      { 'Content-Type': CBOR },
      encodeDelta([valueEntry('a', NOW, 1)]),
    ];
    const body = encodeCbor({ requests: [item] });
    const batch = new Request(`${ORIGIN}${BATCH_PATH}`, { method: 'POST', headers: { 'Content-Type': CBOR }, body });
    const answered = await handler(batch, HERE);
    const warning = { level: 'warn', msg: 'Refused.', count: 1, method: expect.any(String), address: HERE.address };
    expect(lines()).toMatchObject([
      { ...warning, code: 'foreign-account', requestId: response.headers.get('X-Request-Id'), account: shortName(BOB) },
      {
        ...warning,
        code: 'foreign-account',
        requestId: answered.headers.get('X-Request-Id'),
        account: shortName(ALICE),
      },
    ]);
  });

  it('are one line for each request and reason, however many items of a batch it has', async () => {
    const { log, lines } = recording('warn');
    const refused: unknown[] = [];
    const { handler } = await openHandler({ log });
    const { handler: handlerOfMine } = await openHandler({
      log: { ...SILENT, refused: (...told) => refused.push(told) },
    });
    const items = Array.from({ length: 1000 }, (_, index) =>
      saveItem([valueEntry('a', NOW, 1)], index < 998 ? { path: entriesPath(BOB) } : { key: 'short' }),
    );
    await sendBatch(handler, items);
    await sendBatch(handlerOfMine, items);
    expect(lines()).toMatchObject([
      { code: 'foreign-account', count: 998, account: shortName(ALICE) },
      { code: 'invalid-body', count: 2, account: shortName(ALICE) },
    ]);
    expect(refused).toEqual([
      ['foreign-account', { count: 998 }],
      ['invalid-body', { count: 2 }],
    ]);
  });

  it('for too many requests are one line a minute for each address and account', async () => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { log, lines } = recording('warn');
    const { handler } = await openHandler({ log, limits: { requestsPerAddress: 3, requestsPerAccount: 1 } });
    const ask = (address: string) => handler(new Request(ENTRIES), { address });
    for (let count = 0; count < 10; count += 1) await ask('192.0.2.1');
    for (let count = 0; count < 10; count += 1) await ask('192.0.2.2');
    const line = { code: 'too-many-requests', count: 1 };
    const ofAccount = { ...line, account: shortName(ALICE), address: '192.0.2.1' };
    expect(lines()).toMatchObject([ofAccount, { ...line, address: '192.0.2.1' }, { ...line, address: '192.0.2.2' }]);
    vi.advanceTimersByTime(60_000);
    for (let count = 0; count < 10; count += 1) await ask('192.0.2.1');
    expect(lines().slice(3)).toMatchObject([ofAccount, { ...line, address: '192.0.2.1' }]);
  });

  it('show who tries invites, and whatever else no client does that is as it should be', async () => {
    const { log, lines } = recording('warn');
    const { handler } = await openHandler({ log });
    await done(handler, ALICE, foundAsked());
    await handler(asAccount(BOB, joinAsked(BOB)), HERE);
    await handler(asAccount(BOB, { method: 'GET', path: membersPath(HOME) }), HERE);
    await handler(asAccount(BOB, { ...sendAsked(1), key: 'short' }), HERE);
    await handler(asAccount(BOB, { ...sendAsked(1), body: new Uint8Array(300_000) }), HERE);
    await handler(patch({ body: 'broken', key: 'key-00001' }), HERE);
    const bob = { address: HERE.address, account: shortName(BOB) };
    expect(lines()).toMatchObject([
      { ...bob, code: 'invite-invalid' },
      { ...bob, code: 'not-a-member' },
      { ...bob, code: 'invalid-parameter' },
      { ...bob, code: 'body-too-large' },
      { address: HERE.address, account: shortName(ALICE), code: 'malformed-body' },
    ]);
  });

  it('for everyday reasons are not told', async () => {
    const { log, lines } = recording('warn');
    const { handler } = await openHandler({ log });
    await handler(new Request(`${ORIGIN}/nothing`));
    await handler(new Request(ENTRIES, { method: 'POST' }));
    await handler(save('key-00001', valueEntry('a', NOW + 3_600_000, 1)));
    expect(lines()).toEqual([]);
  });
});

describe('errors', () => {
  it('are told with the request’s id, their causes, and where they came from', async () => {
    const { log, lines } = recording('error');
    const cause = Object.assign(new RangeError('The disk is full.'), { code: 'ENOSPC' });
    const { handler } = await openHandler({ log, store: brokenStore(new StorageUnavailableError('No.', { cause })) });
    const response = await handler(new Request(ENTRIES));
    expect(lines()).toMatchObject([
      {
        level: 'error',
        msg: 'The storage is unavailable.',
        requestId: response.headers.get('X-Request-Id'),
        error: {
          name: 'StorageUnavailableError',
          code: 'storage-unavailable',
          message: 'No.',
          cause: { name: 'RangeError', code: 'ENOSPC', message: 'The disk is full.' },
        },
      },
    ]);
    expect(JSON.stringify(lines())).toMatch(/"at":\["at .*create-logger\.test\.ts:\d+:\d+/);
  });

  it('are all that the level error tells, and silence tells nothing', async () => {
    for (const [level, count] of [
      ['silent', 0],
      ['error', 1],
      ['warn', 2],
      ['info', 3],
    ] as const) {
      const { log, lines } = recording(level);
      const { handler } = await openHandler({
        log,
        limits: { requestsPerAddress: 1 },
        store: brokenStore(new Error()),
      });
      await handler(new Request(`${ORIGIN}/readyz`), HERE);
      const infos = lines().filter((line) => line.level === 'info').length;
      await handler(new Request(`${ORIGIN}/readyz`), HERE);
      expect(lines()).toHaveLength(count + infos);
    }
  });
});

it('nothing secret is in any line', async () => {
  const { log, written } = recording();
  const secrets = [
    's3cr3t-token',
    's3cr3t-signature',
    's3cr3t-key-1',
    's3cr3t-body',
    's3cr3t-query',
    's3cr3t-password',
  ];
  const [token, signature, key, content, query, password] = secrets;
  const url = `postgres://backhaul:${password}@db.example/backhaul`;
  const failing = Object.assign(new TypeError(`Invalid URL: ${url}`), { input: url, parameters: [content, key] });
  const ofPostgres = Object.assign(new Error(`value ${content} is too long`), {
    severity: 'ERROR',
    code: '22001',
    routine: 'varchar',
    detail: `Key (key)=(${key}) already exists.`,
    table: 'entries',
  });
  const errors = [
    new StorageUnavailableError('Unavailable', { cause: failing }),
    new Error(`duplicate key "${key}" in '${content}'`, { cause: ofPostgres }),
    Object.assign(new Error(`password=${password} token: ${token}`), {
      query: `UPDATE entries SET value = ${content}`,
    }),
  ];
  for (const error of errors) {
    const { handler } = await openHandler({ log, store: brokenStore(error) });
    const request = patch({
      body: encodeDelta([valueEntry('a', NOW, 1)]),
      key: key ?? '',
      url: `${ENTRIES}?q=${query}`,
    });
    request.headers.set('Signature', `sig=:${signature}:`);
    request.headers.set('Authorization', `Bearer ${ALICE}`);
    expect((await handler(request, HERE)).status).toBeGreaterThanOrEqual(500);
  }
  const { handler } = await openHandler({ log });
  const itsOwn = `${ORIGIN}/v1/accounts/${token}/entries?q=${query}`;
  const broken = patch({ body: content ?? '', key: key ?? '', url: itsOwn });
  broken.headers.set('Authorization', `Bearer ${token}`);
  expect((await handler(broken)).status).toBe(400);
  const item = [key, null, 'PATCH', `/v1/accounts/${ALICE}/entries`, { [IDEMPOTENCY_KEY]: token }, content];
  await handler(
    new Request(`${ORIGIN}${BATCH_PATH}`, {
      method: 'POST',
      headers: { 'Content-Type': CBOR },
      body: encodeCbor({ requests: [item] }),
    }),
  );
  const text = written.join('');
  expect(written.length).toBeGreaterThan(6);
  expect(text).not.toMatch(/s3cr3t/);
  expect(text).not.toContain(ALICE);
  expect(text).toContain('22001');
});
