import {
  BATCH_PATH,
  batchAnswerItemSchema,
  batchAnswerSchema,
  batchItemSchema,
  batchSchema,
  CBOR,
} from '../../src/protocol/index.ts';
import type { Resource } from '../openapi/description.ts';

export const BATCH: Resource = {
  name: 'batch',
  means: 'Many requests in one.',
  schemas: { BatchItem: batchItemSchema, BatchAnswerItem: batchAnswerItemSchema },
  operations: [
    {
      method: 'POST',
      path: BATCH_PATH,
      id: 'batch',
      summary: 'Have the effects of many requests of one account',
      details:
        'Each item is answered as it would be alone; one that is not as it should be has its own 400. Items of one lane are done in their order, and the rest of it is passed over behind an item that has to be tried again.',
      access: 'member',
      body: { media: CBOR, schema: batchSchema },
      answers: {
        200: {
          means: 'As many answers as requests, in their order.',
          content: { media: CBOR, schema: batchAnswerSchema },
        },
      },
    },
  ],
};
