import * as v from 'valibot';
import { accountIdSchema } from '../../src/protocol/index.ts';
import type { Resource } from '../openapi/description.ts';
import { LIVE_PATH } from './live-routes.ts';

export const LIVE: Resource = {
  name: 'live',
  means: 'What changed, told as it happens.',
  operations: [
    {
      method: 'GET',
      path: LIVE_PATH,
      id: 'follow',
      summary: 'Follow the account as server-sent events',
      details: 'The newest cursor at once, unless it is the one in Last-Event-ID, and after every change.',
      access: 'device',
      parameters: { account: accountIdSchema },
      headers: { 'Last-Event-ID': { means: 'The `id` of the last event that was heard.', schema: v.string() } },
      answers: {
        200: {
          means:
            'A stream that lasts. An event has `event: cursor`, the cursor as `id`, and `{"cursor": …}` as `data`.',
          content: { media: 'text/event-stream', schema: v.string() },
        },
      },
      problems: ['too-many-streams'],
    },
  ],
};
