import { entriesPath, IDEMPOTENCY_KEY } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import { type Account, newDevice } from '../world/account.ts';
import { clockAt, entry, refused, removal, save, unchanged } from '../world/asks.ts';
import { randomName } from '../world/bytes.ts';
import { hold } from '../world/not-conforming.ts';
import { asDevice, type SigningOptions } from '../world/signing.ts';
import { type Answer, type Asked, spoken, type World } from '../world/world.ts';

const HOUR = 3600;

const oneEntry = (account: Account): Asked => save(account, [entry('a', clockAt(1), 1)]);

/** A check that something is refused, and that nothing has come of it. */
function attack(name: string, code: string, send: (world: World, account: Account) => Promise<Answer>): Check {
  return {
    name: `signatures/${name}`,
    about: '[G35]',
    needs: 'signatures',
    run: async (world) => {
      const account = await world.account();
      const problem = refused(await await send(world, account), 401, code);
      if (code === 'signature-stale') {
        hold(typeof problem.now === 'number', 'A stale signature is not told the server’s time.');
      }
      await unchanged(world, account, 0);
    },
  };
}

/** The request is changed after it was signed. */
function altered(name: string, code: string, alter: (request: Request) => Request | Promise<Request>): Check {
  return attack(name, code, async (world, account) => {
    return world.send(await alter(await world.sign(asDevice(account), oneEntry(account))));
  });
}

function signedOtherwise(name: string, code: string, options: (world: World) => SigningOptions): Check {
  return attack(name, code, async (world, account) => {
    return world.signed(asDevice(account), oneEntry(account), options(world));
  });
}

async function changedBody(request: Request): Promise<Request> {
  const body = new Uint8Array(await request.arrayBuffer());
  body[body.length - 1] = 2;
  return new Request(request.url, { method: request.method, headers: request.headers, body });
}

async function toUrl(request: Request, url: string, method = request.method): Promise<Request> {
  const body = await request.arrayBuffer();
  return new Request(url, { method, headers: request.headers, ...(body.byteLength === 0 ? {} : { body }) });
}

async function withHeader(request: Request, name: string, value: string): Promise<Request> {
  const headers = new Headers(request.headers);
  headers.set(name, value);
  return new Request(request.url, { method: request.method, headers, body: await request.arrayBuffer() });
}

export const SIGNATURE_CHECKS: readonly Check[] = [
  attack('missing', 'signature-missing', async (world, account) => world.send(world.request(oneEntry(account)))),
  altered('altered-body', 'digest-mismatch', changedBody),
  altered('altered-key', 'signature-invalid', (request) => withHeader(request, IDEMPOTENCY_KEY, randomName())),
  altered('altered-query', 'signature-invalid', (request) => toUrl(request, `${request.url}?since=1`)),
  attack('altered-method', 'signature-invalid', async (world, account) => {
    const request = await world.sign(asDevice(account), removal(account));
    return world.send(await toUrl(request, request.url, 'GET'));
  }),
  attack('altered-path', 'signature-invalid', async (world, account) => {
    const other = await world.account();
    const request = await world.sign(asDevice(account), oneEntry(account));
    return world.send(await toUrl(request, new URL(entriesPath(other.id), request.url).href));
  }),
  signedOtherwise('uncovered-body', 'signature-malformed', () => ({ without: 'content-digest' })),
  signedOtherwise('uncovered-key', 'signature-malformed', () => ({ without: 'idempotency-key' })),
  signedOtherwise('uncovered-path', 'signature-malformed', () => ({ without: '@path' })),
  signedOtherwise('stale', 'signature-stale', (world) => ({ created: Math.floor(world.now() / 1000) - HOUR })),
  signedOtherwise('from-the-future', 'signature-stale', (world) => ({
    created: Math.floor(world.now() / 1000) + HOUR,
  })),
  signedOtherwise('too-long-lived', 'signature-malformed', () => ({ lifetime: HOUR })),
  attack('unknown-device', 'device-unknown', async (world, account) => {
    return world.signed(asDevice(account, await newDevice()), oneEntry(account));
  }),
  attack('another-key', 'signature-invalid', async (world, account) => {
    const { key } = await newDevice();
    return world.signed(asDevice(account, { ...account.device, key }), oneEntry(account));
  }),
  {
    name: 'signatures/replayed',
    about: '[G35]',
    needs: 'signatures',
    run: async (world) => {
      const account = await world.account();
      const request = await world.sign(asDevice(account), oneEntry(account));
      const [first, again] = [await world.send(request.clone()), await world.send(request)];
      hold(first.status === 200, `It is refused: ${spoken(first)}`);
      refused(again, 401, 'signature-replayed');
    },
  },
];
