import { Hono } from 'hono';
import {
  type DeviceId,
  type DeviceList,
  deviceIdSchema,
  deviceRegistrationSchema,
  JSON_MEDIA,
  type RegisteredDevice,
} from '../../src/protocol/index.ts';
import { responseOf } from '../handler/answer.ts';
import { answerKept } from '../handler/answer-kept.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import { parseJson, parseOrRefuse } from '../handler/parse.ts';
import { parseAccount } from '../handler/parse-account.ts';
import type { BodyLimit } from '../handler/request-body.ts';
import { requestMedia } from '../handler/request-media.ts';
import { type ApiContext, type ApiEnvironment, readMeantBody } from '../identity/authenticate.ts';
import { foreignAccount } from '../identity/permit.ts';
import type { Store, StoredDevice } from '../store/store.ts';
import { keyOf, registerDevice } from './registry.ts';

export interface DeviceOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly bodyLimit: BodyLimit;
}

export const DEVICES_PATH = '/v1/accounts/:account/devices';
export const DEVICE_PATH = `${DEVICES_PATH}/:device`;
/** Bytes; a registration has 60. */
const MOST_BYTES = 1024;

/** The devices of an account: read by its devices, changed by its own key. */
export function deviceRoutes({ store, now, bodyLimit: { pace } }: DeviceOptions): Hono<ApiEnvironment> {
  const bodyLimit = { bytes: MOST_BYTES, pace };
  const routes = new Hono<ApiEnvironment>();
  routes.get(DEVICES_PATH, async (context) =>
    json(200, { devices: (await store.listDevices(mine(context))).map(told) }),
  );
  routes.all(DEVICES_PATH, methodNotAllowed('GET, HEAD'));
  routes.put(DEVICE_PATH, (context) => register(context, { store, now, bodyLimit }));
  routes.delete(DEVICE_PATH, (context) => revoke(context, { store, now, bodyLimit }));
  routes.all(DEVICE_PATH, methodNotAllowed('PUT, DELETE'));
  return routes;
}

async function register(context: ApiContext, { store, now, bodyLimit }: DeviceOptions): Promise<Response> {
  const [account, device] = [mineByAccountKey(context), deviceIn(context)];
  requestMedia(context.req.raw.headers, { media: [JSON_MEDIA], toldIn: 'Accept' });
  const body = parseJson(await readMeantBody(context, bodyLimit));
  const { publicKey } = parseOrRefuse(deviceRegistrationSchema, body, { code: 'invalid-body', whole: 'the body' });
  const wanted = { device, publicKey: keyOf(device, publicKey), registeredAt: now() };
  return json(200, told(await store.transact(account, ({ devices }) => registerDevice(devices, wanted))));
}

async function revoke(context: ApiContext, { store, now, bodyLimit }: DeviceOptions): Promise<Response> {
  const [account, device] = [mineByAccountKey(context), deviceIn(context)];
  await readMeantBody(context, bodyLimit);
  await store.transact(account, ({ devices }) => devices.revoke(device, now()));
  return responseOf(answerKept({ status: 204, contentType: '', body: new Uint8Array() }));
}

/** The account in the path, if it is that of whoever asks. @throws Refusal */
function mine(context: ApiContext) {
  const account = parseAccount(context.req.param('account'));
  if (context.get('identity').principal.account !== account) throw foreignAccount();
  return account;
}

/** @throws Refusal `foreign-account` also for the account's devices: they cannot let others in, or shut them out. */
function mineByAccountKey(context: ApiContext) {
  const account = mine(context);
  if (context.get('identity').principal.kind !== 'account-key') throw foreignAccount();
  return account;
}

function deviceIn({ req }: ApiContext): DeviceId {
  return parseOrRefuse(deviceIdSchema, req.param('device'), { code: 'invalid-parameter', whole: 'the device' });
}

function told({ publicKey, ...device }: StoredDevice): RegisteredDevice {
  return { ...device, publicKey: Buffer.from(publicKey).toString('base64url') };
}

function json(status: number, value: DeviceList | RegisteredDevice): Response {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return responseOf(answerKept({ status, contentType: JSON_MEDIA, body }));
}
