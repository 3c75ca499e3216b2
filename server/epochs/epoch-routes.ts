import { Hono } from 'hono';
import {
  type AccountEpoch,
  type AccountId,
  FIRST_EPOCH,
  JSON_MEDIA,
  OWN_ACCOUNT_PATH,
  rotationSchema,
} from '../../src/protocol/index.ts';
import { responseOf } from '../handler/answer.ts';
import { answerKept } from '../handler/answer-kept.ts';
import { jsonAnswer } from '../handler/kept-answers.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import { parseJson, parseOrRefuse } from '../handler/parse.ts';
import type { BodyLimit } from '../handler/request-body.ts';
import { requestMedia } from '../handler/request-media.ts';
import { type ApiContext, type ApiEnvironment, readMeantBody } from '../identity/authenticate.ts';
import { ownAccount, ownAccountByKey } from '../identity/own-account.ts';
import type { StoredAccountKey } from '../store/key-store.ts';
import type { Store } from '../store/store.ts';
import { checkedKey } from './check-rotation.ts';
import { rotateKeys } from './rotate-keys.ts';

export interface EpochOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly bodyLimit: BodyLimit;
}

export const EPOCH_PATH = '/v1/accounts/:account/epoch';
/** Bytes: the longest keyring, and the names of as many devices as there may be. */
const MOST_BYTES = 32 * 1024;

/** The epoch of an account's keys: read by its devices and its own key, begun by that. */
export function epochRoutes({ store, now, bodyLimit: { pace } }: EpochOptions): Hono<ApiEnvironment> {
  const bodyLimit = { bytes: MOST_BYTES, pace };
  const routes = new Hono<ApiEnvironment>();
  routes.get(EPOCH_PATH, (context) => tell(store, ownAccount(context)));
  routes.put(EPOCH_PATH, (context) => rotate(context, { store, now, bodyLimit }));
  routes.all(EPOCH_PATH, methodNotAllowed('GET, HEAD, PUT'));
  routes.get(OWN_ACCOUNT_PATH, (context) => tell(store, context.get('identity').principal.account));
  routes.all(OWN_ACCOUNT_PATH, methodNotAllowed('GET, HEAD'));
  return routes;
}

async function rotate(context: ApiContext, { store, now, bodyLimit }: EpochOptions): Promise<Response> {
  const account = ownAccountByKey(context);
  const { principal } = context.get('identity');
  requestMedia(context.req.raw.headers, { media: [JSON_MEDIA], toldIn: 'Accept' });
  const body = parseJson(await readMeantBody(context, bodyLimit));
  const rotation = parseOrRefuse(rotationSchema, body, { code: 'invalid-body', whole: 'the body' });
  const publicKey = await checkedKey(account, rotation, store);
  const attempt = { rotation, publicKey, principal, now: now() };
  return answer(account, await store.transact(account, (transaction) => rotateKeys(transaction, attempt)));
}

async function tell(store: Store, account: AccountId): Promise<Response> {
  return answer(account, await store.findPresentKey(account));
}

function answer(account: AccountId, key: StoredAccountKey | undefined): Response {
  const { epoch, keyring, changedAt } = key ?? { epoch: FIRST_EPOCH };
  const told: AccountEpoch = { account, epoch, keyring, changedAt };
  return responseOf(answerKept(jsonAnswer(told)));
}
