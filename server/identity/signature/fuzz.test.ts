import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { deviceIdSchema, devicePath, entriesPath, readKeyId, writeKeyId } from '../../../src/protocol/index.ts';
import { ORIGIN, problemIn } from '../../testing/open-handler.ts';
import { openSigned, registered, signAs, signAsAccount } from '../../testing/signed-requests.ts';

/** What a header may hold: what stands in a signature, cut and mixed, or anything visible. */
const pieces = [
  'backhaul=',
  '("@method" "@authority" "@path" "@query")',
  '("@method";req "@path";sf)',
  ';created=1790000000',
  ';expires=1790000060',
  ';created=-1',
  ';created=99999999999999999999',
  ';keyid="account-alice/00000000000000aa"',
  ';keyid="account:AAAA"',
  ';nonce="n"',
  ';alg="ed25519"',
  ';alg="none"',
  ';tag="backhaul"',
  ':AAAA:',
  ':!!!!:',
  '::',
  ',',
  '(',
  ')',
  '"',
  '\\',
  '?1',
  '@1',
  '%"x"',
];
const mixed = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
const visible = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const header = fc.oneof(mixed, visible);

it('answers whatever stands in the headers of a signature with 401, and never with 500', async () => {
  const { handler } = await openSigned();
  const account = await registered(handler);
  const url = `${ORIGIN}${entriesPath(account.id)}`;
  await fc.assert(
    fc.asyncProperty(header, header, fc.option(header), async (Signature, input, digest) => {
      const headers = { Signature, 'Signature-Input': input, ...(digest !== null && { 'Content-Digest': digest }) };
      expect((await problemIn(await handler(new Request(url, { headers })))).status).toBe(401);
    }),
    { numRuns: 300 },
  );
});

it('takes any key id for what it is, or for none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), visible, fc.webPath()), (text) => {
      const key = readKeyId(text);
      if (key !== undefined) expect(writeKeyId(key)).toBe(text);
    }),
  );
});

it('answers whatever a registration holds with 200 or 4xx, and never with 500', async () => {
  const { handler } = await openSigned();
  const account = await registered(handler);
  const url = `${ORIGIN}${devicePath(account.id, v.parse(deviceIdSchema, '00000000000000aa'))}`;
  const json = fc.oneof(
    fc.json(),
    fc.string(),
    fc.record({ publicKey: fc.oneof(fc.string(), fc.base64String()) }).map((body) => JSON.stringify(body)),
  );
  await fc.assert(
    fc.asyncProperty(json, async (body) => {
      const request = new Request(url, { method: 'PUT', body, headers: { 'Content-Type': 'application/json' } });
      const { status } = await handler(await signAsAccount(account, request));
      expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

it('answers whatever query comes with 200 or 400, and never with 500', async () => {
  const { handler } = await openSigned();
  const account = await registered(handler);
  await fc.assert(
    fc.asyncProperty(fc.webQueryParameters(), fc.constantFrom('since', 'limit', 'x'), async (query, name) => {
      const url = `${ORIGIN}${entriesPath(account.id)}?${name}=${query}`;
      const { status } = await handler(await signAs(account, new Request(url)));
      expect([200, 400]).toContain(status);
    }),
    { numRuns: 100 },
  );
});
