import { expect, it } from 'vitest';
import { answerMedia } from './answer-media.ts';

it.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['text/html', 'application/json'],
  ['application/cbor', 'application/cbor'],
  ['Application/CBOR', 'application/cbor'],
  ['application/cbor, */*;q=0.5', 'application/cbor'],
  ['application/cbor;q=0.5, application/json', 'application/json'],
  ['application/json;q=0.5, application/*', 'application/cbor'],
  ['application/cbor;q=0', 'application/json'],
])('%s is answered in %s', (accept, media) => {
  expect(answerMedia(new Headers(accept === undefined ? {} : { Accept: accept }))).toBe(media);
});
