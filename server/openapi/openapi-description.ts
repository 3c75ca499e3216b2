import * as v from 'valibot';
import { JSON_MEDIA } from '../../src/protocol/index.ts';
import type { Resource } from './description.ts';

export const OPENAPI_PATH = '/v1/openapi.json';

const documentSchema = v.looseObject({ openapi: v.string(), info: v.looseObject({ version: v.string() }) });

export const OPENAPI: Resource = {
  name: 'openapi',
  means: 'This document.',
  operations: [
    {
      method: 'GET',
      path: OPENAPI_PATH,
      id: 'describe',
      summary: 'What the server understands, in OpenAPI 3.1',
      access: 'nobody',
      headers: { 'If-None-Match': { means: 'The `ETag` of the document that is there already.', schema: v.string() } },
      answers: {
        200: {
          means: 'The document.',
          content: { media: JSON_MEDIA, schema: documentSchema },
          headers: { ETag: { means: 'Another document has another one.', schema: v.string(), isRequired: true } },
        },
        304: { means: 'It is the one that is there already.' },
      },
    },
  ],
};
