import * as v from 'valibot';
import { accountIdSchema, partIdSchema } from '../../src/protocol/index.ts';
import type { Resource } from '../openapi/description.ts';

export const PARTS: Resource = {
  name: 'parts',
  means: 'Pieces of values that are too large for one request.',
  schemas: { PartId: partIdSchema },
  operations: [
    {
      method: 'PUT',
      path: '/v1/accounts/:account/parts/:part',
      id: 'putPart',
      summary: 'Keep a part until a delta names it, for 30 days at most',
      access: 'device',
      isEffect: true,
      parameters: { account: accountIdSchema, part: partIdSchema },
      body: { media: 'application/octet-stream', schema: v.instance(Uint8Array) },
      answers: { 204: { means: 'The part is kept.' } },
      problems: ['part-mismatch', 'quota-exceeded'],
    },
  ],
};
