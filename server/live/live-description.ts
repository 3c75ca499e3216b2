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
      details:
        'The newest cursor at once, unless it is the one in Last-Event-ID, and after every change; the same for each space of the account, after one `spaces`: some may have been left while nobody listened.',
      access: 'device',
      parameters: { account: accountIdSchema },
      headers: { 'Last-Event-ID': { means: 'The `id` of the last event that was heard.', schema: v.string() } },
      answers: {
        200: {
          means:
            'A stream that lasts, of three events. `cursor`: the account’s, as `id` and in `data`, `{"cursor": …}`. `space`: `{"space": …, "cursor": …}`. `spaces`: `{}`, the account may be a member of others now, or as something else.',
          content: { media: 'text/event-stream', schema: v.string() },
        },
      },
      problems: ['too-many-streams'],
    },
  ],
};
