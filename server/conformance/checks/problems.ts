import { CBOR, entriesPath } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import { clockAt, entry, part, refused, save, unchanged } from '../world/asks.ts';
import { hex, randomBytes, utf8 } from '../world/bytes.ts';
import { hold } from '../world/not-conforming.ts';
import { spoken } from '../world/world.ts';

const about = 'Problems';

/** Bytes that look random, and are the same in every run. */
function madeUp(count: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 16;
  });
}

/** CBOR that is none, ends too soon, nests too deep, says a key twice, or claims a length that it does not have. */
const BROKEN = [
  Uint8Array.of(),
  Uint8Array.of(0xff),
  Uint8Array.of(0x82, 0x01),
  Uint8Array.of(0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0xa2, 0x61, 0x61, 0x01, 0x61, 0x61, 0x02),
  Uint8Array.of(0x82, 0x01, 0x80, 0x00),
  Uint8Array.of(0xf7),
  new Uint8Array(100_000).fill(0x81),
  new Uint8Array(100_000).fill(0x9f),
];

export const PROBLEM_CHECKS: readonly Check[] = [
  {
    name: 'problems/paths-and-methods',
    about,
    run: async (world) => {
      const account = await world.account();
      refused(await world.ask(account, { method: 'GET', path: '/v1/nothing' }), 404, 'not-found');
      const wrong = await world.ask(account, { method: 'PUT', path: entriesPath(account.id) });
      refused(wrong, 405, 'method-not-allowed');
      const allowed = (wrong.headers.get('Allow') ?? '').split(',').map((method) => method.trim());
      const isWhole = ['GET', 'PATCH', 'DELETE'].every((method) => allowed.includes(method));
      hold(isWhole, `Allow is "${wrong.headers.get('Allow')}", and should name GET, PATCH and DELETE.`);
    },
  },
  {
    name: 'problems/form',
    about,
    run: async (world) => {
      const account = await world.account();
      const answer = await world.ask(account, save(account, []));
      const { type, title } = refused(answer, 400, 'invalid-body');
      hold(type.length > 0 && title.length > 0, `The problem says too little: ${spoken(answer)}`);
      const caching = answer.headers.get('Cache-Control') ?? '';
      hold(caching.includes('no-store'), `A refusal may be kept: Cache-Control is "${caching}".`);
    },
  },
  {
    name: 'problems/media',
    about,
    run: async (world) => {
      const account = await world.account();
      const asked = save(account, [entry('a', clockAt(1), 1)]);
      for (const media of ['application/json', 'text/plain', undefined]) {
        const { media: _, ...rest } = asked;
        const answer = await world.ask(account, media === undefined ? rest : { ...rest, media });
        refused(answer, 415, 'unsupported-media-type');
      }
      const compressed = { ...asked, headers: { 'Content-Encoding': 'gzip' } };
      refused(await world.ask(account, compressed), 415, 'unsupported-media-type');
      const { asked: aPart } = await part(account, randomBytes(3));
      refused(await world.ask(account, { ...aPart, media: CBOR }), 415, 'unsupported-media-type');
      await unchanged(world, account, 0);
    },
  },
  {
    name: 'problems/malformed-cbor',
    about,
    run: async (world) => {
      const account = await world.account();
      const asked = save(account, []);
      const bodies = [...BROKEN, ...Array.from({ length: 40 }, (_, seed) => madeUp(1 + seed * 3, seed + 1))];
      for (const body of bodies) {
        const { status } = await world.ask(account, { ...asked, body });
        // Who counts what a body holds need not read it to its end.
        const isRefused = status === 400 || status === 413;
        hold(
          isRefused,
          `A body that is no delta (${hex(body.slice(0, 8))}…) is answered ${status}, and should be 400 or 413.`,
        );
      }
      refused(await world.ask(account, { ...asked, body: utf8('{"entries":[]}') }), 400, 'malformed-body');
      await unchanged(world, account, 0);
    },
  },
  {
    name: 'problems/body-too-large',
    about: 'Limits',
    run: async (world) => {
      const account = await world.account();
      const asked = { ...save(account, []), body: new Uint8Array(world.bodyLimit + 1) };
      refused(await world.ask(account, asked), 413, 'body-too-large');
      await unchanged(world, account, 0);
    },
  },
];
