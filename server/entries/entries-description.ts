import {
  deltaAnswerSchema,
  deltaSchema,
  entriesPageSchema,
  wholeEntrySchema,
} from '../../src/protocol/entries-codec.ts';
import { accountIdSchema, CBOR, entryIdSchema, JSON_MEDIA, removalReceiptSchema } from '../../src/protocol/index.ts';
import type { Resource } from '../openapi/description.ts';
import { ENTRIES_PATH } from './entries-path.ts';
import { pageQuerySchema } from './page-query.ts';

const ACCOUNT = { account: accountIdSchema };

export const ENTRIES: Resource = {
  name: 'entries',
  means: 'Sealed values of an account, each a register that the newest clock wins.',
  schemas: { EntryId: entryIdSchema, Entry: wholeEntrySchema },
  operations: [
    {
      method: 'GET',
      path: ENTRIES_PATH,
      id: 'readEntries',
      summary: 'The changes after a cursor, in the order of their cursors',
      details:
        'A `since` beyond the newest change is answered with that one’s cursor, and nothing. The entry that `check` names is told in any case. Whoever began at 0 says in `pruned` what the first page’s history said of it.',
      access: 'device',
      parameters: ACCOUNT,
      query: pageQuerySchema,
      answers: {
        200: { means: '`[1, entries, cursor, more, history]`', content: { media: CBOR, schema: entriesPageSchema } },
      },
      problems: ['cursor-pruned'],
    },
    {
      method: 'PATCH',
      path: ENTRIES_PATH,
      id: 'saveEntries',
      summary: 'Merge a delta into the account: all of it, or nothing',
      details: 'Each id stands once in it. All that its entries refer to, by way of chunks too, has to be there.',
      access: 'device',
      isEffect: true,
      parameters: ACCOUNT,
      body: { media: CBOR, schema: deltaSchema },
      answers: {
        200: { means: '`[1, from, to, winners]`', content: { media: CBOR, schema: deltaAnswerSchema } },
      },
      problems: [
        'clock-ahead',
        'parts-missing',
        'chunks-missing',
        'epoch-superseded',
        'epoch-not-next',
        'tombstones-pruned',
        'quota-exceeded',
      ],
    },
    {
      method: 'DELETE',
      path: ENTRIES_PATH,
      id: 'removeEntries',
      summary: 'Remove all entries, chunks and parts of the account',
      access: 'device',
      isEffect: true,
      parameters: ACCOUNT,
      answers: {
        200: { means: 'The receipt.', content: { media: JSON_MEDIA, schema: removalReceiptSchema } },
      },
    },
  ],
};
