import { expect, test } from 'vitest';
import { encodeCbor } from '../../src/protocol/index.ts';
import { effectOf, effectsIn } from './effects.ts';

const entries = [7, 123_456, 7].map((task) => ({ id: effectOf(task), value: new Uint8Array([1, 2, 3]) }));

test('effects are found in JSON, in CBOR, and in CBOR within CBOR, each once', () => {
  const found = new Set(['bench-task-000007', 'bench-task-123456']);
  expect(effectsIn(Buffer.from(JSON.stringify(entries)))).toEqual(found);
  expect(effectsIn(Buffer.from(encodeCbor(entries)))).toEqual(found);
  expect(effectsIn(Buffer.from(encodeCbor({ requests: [encodeCbor(entries)] })))).toEqual(found);
});
