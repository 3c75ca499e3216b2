import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { CBOR, JSON_MEDIA } from '../../src/protocol/index.ts';
import { sendBatch } from '../testing/batch-requests.ts';
import { openHandler, problemIn } from '../testing/open-handler.ts';
import { OCTETS } from '../testing/part-requests.ts';
import { ALICE, BOB } from '../testing/samples.ts';
import { asAccount, makeSpace } from '../testing/space-requests.ts';
import { CAROL, HOME, inviteIdOf, messageNamed, SECRET, WORK } from '../testing/space-samples.ts';

/** One that may be in a path as it stands, now and then: `.` and `..` are no segments to a URL. */
const anything = fc.string({ unit: 'binary', minLength: 1, maxLength: 70 }).filter((text) => !/^\.+$/.test(text));
const segment = (...good: string[]) => fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...good) }, anything);

const space = segment(HOME, HOME, WORK, 'space-new'.padEnd(22, '_'));
const account = segment(ALICE, BOB, CAROL);
const invite = segment(inviteIdOf(SECRET), inviteIdOf('other'));
const channel = segment('general', 'a', '-');
const message = segment(messageNamed(1), messageNamed(2), '6f9619ff-8b86-d011-b42d-00c04fc964ff');

const path = fc
  .oneof(
    fc.tuple(space),
    fc.tuple(space, fc.constant('members')),
    fc.tuple(space, fc.constant('members'), account),
    fc.tuple(space, fc.constant('invites'), invite),
    fc.tuple(space, fc.constant('channels'), channel, fc.constant('messages')),
    fc.tuple(space, fc.constant('channels'), channel, fc.constant('messages'), message),
    fc.array(anything, { maxLength: 5 }),
  )
  .map((segments) => ['/v1/spaces', ...segments.map(encodeSegment)].join('/'));

const number = fc.oneof(fc.nat(9).map(String), fc.maxSafeInteger().map(String), fc.double().map(String), fc.string());
const query = fc
  .array(fc.tuple(fc.constantFrom('since', 'before', 'limit', 'else'), number), { maxLength: 3 })
  .map((pairs) => new URLSearchParams(pairs).toString());

const json = fc.oneof(
  fc.record(
    {
      invite: fc.oneof(fc.constant(SECRET), fc.jsonValue()),
      uses: fc.oneof(fc.nat(3), fc.jsonValue()),
      expiresAt: fc.oneof(fc.maxSafeInteger(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  ),
  fc.constant({ invite: SECRET }),
  fc.jsonValue(),
);
const text = json.map((value) => new TextEncoder().encode(JSON.stringify(value)));
const body = fc.oneof(text, fc.uint8Array({ maxLength: 20 })).map((bytes) => Uint8Array.from(bytes));

const asked = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'PUT', 'PUT', 'DELETE', 'POST', 'PATCH'),
  path,
  query,
  type: fc.constantFrom(JSON_MEDIA, JSON_MEDIA, OCTETS, OCTETS, CBOR, 'text/plain', 'a;b=c', ''),
  key: fc.oneof(fc.constant(undefined), fc.constantFrom('key-00001', 'key-00002', 'no')),
  body,
});

/** Half a surrogate pair has no form in a URL. */
function encodeSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

it('answers whatever comes, and never because it broke', { timeout: 60_000 }, async () => {
  const { handler, logged } = await openHandler();
  await makeSpace(handler);
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(ALICE, BOB, CAROL), asked, async (who, { query, path, body, key, ...rest }) => {
      const hasBody = rest.method !== 'GET' && rest.method !== 'HEAD';
      const request = { ...rest, path: `${path}?${query}`, ...(key && { key }), ...(hasBody && { body }) };
      const response = await handler(asAccount(who, request));
      seen.add(response.status);
      expect(response.status).toBeLessThan(500);
      if (response.status >= 400 && rest.method !== 'HEAD') await problemIn(response);
    }),
    { numRuns: 1500 },
  );
  expect(logged).toEqual([]);
  for (const status of [200, 204, 400, 403, 404, 405, 409, 415, 422]) expect(seen).toContain(status);
});

it('answers whatever an item of a batch asks for, and spoils no other', { timeout: 60_000 }, async () => {
  const { handler, logged } = await openHandler();
  await makeSpace(handler);
  const items = fc.array(asked, { minLength: 1, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(items, async (several) => {
      const requests = several.map(({ method, path, query, type, key, body }) => {
        const headers = type === '' ? {} : { 'content-type': type };
        return [key ?? crypto.randomUUID(), null, method, `${path}?${query}`, headers, body];
      });
      const answers = await sendBatch(handler, requests, BOB);
      for (const answer of answers) expect(answer?.[0]).toBeLessThan(500);
    }),
    { numRuns: 150 },
  );
  expect(logged).toEqual([]);
});
