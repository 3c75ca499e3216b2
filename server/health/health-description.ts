import * as v from 'valibot';
import { JSON_MEDIA } from '../../src/protocol/index.ts';
import type { Resource } from '../openapi/description.ts';

const okSchema = v.object({ status: v.literal('ok') });

export const HEALTH: Resource = {
  name: 'health',
  means: 'What whoever runs the server asks.',
  operations: [
    {
      method: 'GET',
      path: '/healthz',
      id: 'isAlive',
      summary: 'Whether the process answers',
      access: 'nobody',
      answers: { 200: { means: 'It does.', content: { media: JSON_MEDIA, schema: okSchema } } },
    },
    {
      method: 'GET',
      path: '/readyz',
      id: 'isReady',
      summary: 'Whether it can do its work, and will go on doing so',
      access: 'nobody',
      answers: { 200: { means: 'It can.', content: { media: JSON_MEDIA, schema: okSchema } } },
      problems: ['stopping', 'storage-unavailable'],
    },
  ],
};
