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
import type { BodyLimit } from '../handler/request-body.ts';
import { requestMedia } from '../handler/request-media.ts';
import { type ApiContext, type ApiEnvironment, readMeantBody } from '../identity/authenticate.ts';
import { ownAccount, ownAccountByKey } from '../identity/own-account.ts';
import { permitStill } from '../identity/permit.ts';
import type { AccountDevices, StoredDevice } from '../store/key-store.ts';
import type { Store } from '../store/store.ts';
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
    json(200, { devices: (await store.listDevices(ownAccount(context))).map(told) }),
  );
  routes.all(DEVICES_PATH, methodNotAllowed('GET, HEAD'));
  routes.put(DEVICE_PATH, (context) => register(context, { store, now, bodyLimit }));
  routes.delete(DEVICE_PATH, (context) => revoke(context, { store, now, bodyLimit }));
  routes.all(DEVICE_PATH, methodNotAllowed('PUT, DELETE'));
  return routes;
}

async function register(context: ApiContext, options: DeviceOptions): Promise<Response> {
  ownAccountByKey(context);
  const device = deviceIn(context);
  requestMedia(context.req.raw.headers, { media: [JSON_MEDIA], toldIn: 'Accept' });
  const body = parseJson(await readMeantBody(context, options.bodyLimit));
  const { publicKey } = parseOrRefuse(deviceRegistrationSchema, body, { code: 'invalid-body', whole: 'the body' });
  const wanted = { device, publicKey: keyOf(device, publicKey), registeredAt: options.now() };
  return json(200, told(await change(context, options, (devices) => registerDevice(devices, wanted))));
}

async function revoke(context: ApiContext, options: DeviceOptions): Promise<Response> {
  ownAccountByKey(context);
  const device = deviceIn(context);
  await readMeantBody(context, options.bodyLimit);
  await change(context, options, (devices) => devices.revoke(device, options.now()));
  return responseOf(answerKept({ status: 204, contentType: '', body: new Uint8Array() }));
}

/** By whoever has asked, if he still may. */
async function change<Result>(
  context: ApiContext,
  { store }: DeviceOptions,
  work: (devices: AccountDevices) => Promise<Result>,
): Promise<Result> {
  const { principal } = context.get('identity');
  return await store.transact(principal.account, async (transaction) => {
    await permitStill(principal, transaction);
    return await work(transaction.devices);
  });
}

function deviceIn({ req }: ApiContext): DeviceId {
  return parseOrRefuse(deviceIdSchema, req.param('device'), { code: 'invalid-parameter', whole: 'the device' });
}

function told({ publicKey, seen, ...device }: StoredDevice): RegisteredDevice {
  return { ...device, publicKey: Buffer.from(publicKey).toString('base64url'), ...(seen && { seenAt: seen.at }) };
}

function json(status: number, value: DeviceList | RegisteredDevice): Response {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return responseOf(answerKept({ status, contentType: JSON_MEDIA, body }));
}
