import { Hono } from 'hono';
import * as v from 'valibot';
import { BATCH_ITEMS, BATCH_PATH, CBOR, encodeCbor } from '../../src/protocol/index.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { responseOf } from '../handler/answer.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import { parseCbor, parseOrRefuse } from '../handler/parse.ts';
import type { BodyLimit } from '../handler/request-body.ts';
import { requestMedia } from '../handler/request-media.ts';
import { type ApiContext, type ApiEnvironment, readMeantBody } from '../identity/authenticate.ts';
import { permit } from '../identity/permit.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { outcomeOfItem } from '../metrics/outcome.ts';
import type { RunOptions } from './answer-run.ts';
import { routeFinder } from './find-route.ts';
import { prepareItem } from './prepare-item.ts';
import { runBatch } from './run-batch.ts';

export interface BatchOptions extends Omit<RunOptions, 'principal'> {
  /** For the batch as a whole. */
  readonly bodyLimit: BodyLimit;
  readonly metrics: Metrics;
  /** What the items of a batch may ask for. */
  readonly routes: readonly EffectRoute[];
}

export function batchRoutes(options: BatchOptions): Hono<ApiEnvironment> {
  const find = routeFinder(options.routes);
  const routes = new Hono<ApiEnvironment>();
  routes.post(BATCH_PATH, async (context) => {
    const requests = await readRequests(context, options.bodyLimit);
    const { principal } = context.get('identity');
    const items = requests.map((request) => prepareItem(request, { principal, find, log: options.log }));
    const answers = await runBatch(items, { ...options, principal });
    for (const answer of answers) options.metrics.batchItem(outcomeOfItem(answer));
    const body = encodeCbor({ answers });
    return responseOf({ status: 200, headers: { 'Content-Type': CBOR, 'Cache-Control': 'no-store' }, body });
  });
  routes.all(BATCH_PATH, methodNotAllowed('POST'));
  return routes;
}

/** Items of CBOR: room for 20 short headers a request. A client that has more of them sends less at once. */
const MOST_CBOR_ITEMS = 50 * BATCH_ITEMS;

/** Each request is looked at for itself, later: one that is broken does not spoil the others. */
const envelopeSchema = v.strictObject({
  requests: v.pipe(
    v.array(v.unknown()),
    v.minLength(1, 'A batch holds at least one request.'),
    v.maxLength(BATCH_ITEMS, `A batch holds at most ${BATCH_ITEMS} requests.`),
  ),
});

async function readRequests(context: ApiContext, bodyLimit: BodyLimit): Promise<unknown[]> {
  const { principal } = context.get('identity');
  permit(principal, principal.account);
  requestMedia(context.req.raw.headers, { media: [CBOR], toldIn: 'Accept-Post' });
  const decoded = parseCbor(await readMeantBody(context, bodyLimit), MOST_CBOR_ITEMS);
  return parseOrRefuse(envelopeSchema, decoded, { code: 'invalid-body', whole: 'the body' }).requests;
}
