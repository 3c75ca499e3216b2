import { accountIdSchema, CBOR, chunkIdSchema, chunksSchema } from '../../src/protocol/index.ts';
import type { Resource } from '../openapi/description.ts';
import { CHUNKS_PATH } from './chunks-path.ts';
import { chunksQuerySchema } from './chunks-query.ts';

const ACCOUNT = { account: accountIdSchema };
const CHUNKS = { media: CBOR, schema: chunksSchema };

export const CHUNKS_RESOURCE: Resource = {
  name: 'chunks',
  means: 'Sealed pieces of large values, and sealed lists of them, under names that tell nothing.',
  schemas: { ChunkId: chunkIdSchema },
  operations: [
    {
      method: 'GET',
      path: CHUNKS_PATH,
      id: 'readChunks',
      summary: 'Of these chunks those that there are',
      access: 'device',
      parameters: ACCOUNT,
      query: chunksQuerySchema,
      answers: { 200: { means: '`[1, chunks]`, in any order.', content: CHUNKS } },
    },
    {
      method: 'PUT',
      path: CHUNKS_PATH,
      id: 'keepChunks',
      summary: 'Keep chunks until an entry refers to them, for a day at most',
      details: 'One that is there already stays as it is.',
      access: 'device',
      isEffect: true,
      parameters: ACCOUNT,
      body: CHUNKS,
      answers: { 204: { means: 'The chunks are kept.' } },
      problems: ['quota-exceeded'],
    },
  ],
};
