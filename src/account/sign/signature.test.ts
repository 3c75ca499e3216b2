import { expect, it } from 'vitest';
import { contentDigest, sign } from './signature.ts';

/** RFC 9421, appendix B.1.4. */
const PRIVATE_KEY = 'MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF';

async function testKey(): Promise<CryptoKey> {
  const encoded = Uint8Array.from(atob(PRIVATE_KEY), (character) => character.charCodeAt(0));
  return await crypto.subtle.importKey('pkcs8', encoded, 'Ed25519', false, ['sign']);
}

/** RFC 9421, appendix B.2. */
const request = {
  method: 'POST',
  url: 'https://example.com/foo?param=Value&Pet=dog',
  headers: new Headers({
    Date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'Content-Type': 'application/json',
    'Content-Length': '18',
  }),
};

it('signs as appendix B.2.6 of RFC 9421 does', async () => {
  const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
  const parameters = { created: 1618884473, keyid: 'test-key-ed25519' };
  expect(await sign(request, { components, parameters }, await testKey())).toEqual({
    input:
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    signature: ':wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
  });
});

it('says what a request lacks', async () => {
  const coverage = { components: ['content-digest'], parameters: {} };
  await expect(sign(request, coverage, await testKey())).rejects.toThrow('The request has no content-digest to sign.');
});

it('digests a body as appendix B of RFC 9530 does', async () => {
  const body = new TextEncoder().encode('{"hello": "world"}\n');
  expect(await contentDigest(body)).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
});
