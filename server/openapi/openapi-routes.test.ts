import { expect, it } from 'vitest';
import { createHandler } from '../handler/create-handler.ts';
import { ORIGIN, openHandler, SILENT } from '../testing/open-handler.ts';
import { openApiDocument } from './document.ts';
import { RESOURCES } from './resources.ts';

const URL = `${ORIGIN}/v1/openapi.json`;

async function openUnknown() {
  const { store } = await openHandler();
  return createHandler({ store, log: SILENT });
}

it('is served to everybody', async () => {
  const response = await (await openUnknown())(new Request(URL));
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/json']);
  expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument(RESOURCES))));
});

it.each([
  ['the tag', (etag: string) => etag, 304],
  ['the tag, made weak on the way', (etag: string) => `W/${etag}`, 304],
  ['one of several tags', (etag: string) => `"another", ${etag}`, 304],
  ['any', () => '*', 304],
  ['another tag', () => '"another"', 200],
])('is sent again only to who does not have it: %s', async (_, tag, status) => {
  const handler = await openUnknown();
  const etag = (await handler(new Request(URL))).headers.get('ETag') ?? '';
  const response = await handler(new Request(URL, { headers: { 'If-None-Match': tag(etag) } }));
  expect([response.status, response.headers.get('ETag')]).toEqual([status, etag]);
  if (status === 304) expect(await response.text()).toBe('');
});

it('is only to be read', async () => {
  const response = await (await openUnknown())(new Request(URL, { method: 'PUT' }));
  expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
});
