import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { appendSignature, createSignature } from 'http-message-sig';
import * as v from 'valibot';
import {
  type AccountId,
  CBOR,
  type DeviceId,
  deviceIdSchema,
  devicePath,
  encodeDelta,
  entriesPath,
  IDEMPOTENCY_KEY,
  JSON_MEDIA,
  type KeyId,
  SIGNATURE_TAG,
  SIGNED_ALWAYS,
  SIGNED_WHERE_PRESENT,
  writeKeyId,
} from '../../src/protocol/index.ts';
import type { Handler, HandlerOptions } from '../handler/create-handler.ts';
import { accountOf } from '../identity/signature/key-holder.ts';
import { signatures } from '../identity/signature/signatures.ts';
import { NOW, type OpenHandler, ORIGIN, openHandler } from './open-handler.ts';
import { valueEntry } from './samples.ts';

/** An Ed25519 key, the public half in its 32 bytes. */
export interface TestKey {
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array;
}

export interface TestDevice {
  readonly id: DeviceId;
  readonly key: TestKey;
}

/** An account with one device, as a client of its own would hold it. */
export interface TestAccount {
  readonly id: AccountId;
  readonly key: TestKey;
  readonly device: TestDevice;
}

export function newKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url') };
}

export function newDevice(): TestDevice {
  const key = newKey();
  const name = createHash('sha256').update(key.publicKey).digest().subarray(0, 8).toString('hex');
  return { id: v.parse(deviceIdSchema, name), key };
}

export function newAccount(): TestAccount {
  const key = newKey();
  return { id: accountOf(key.publicKey), key, device: newDevice() };
}

/** How a signature differs from what it should be. */
export interface SigningOptions {
  /** `undefined` leaves one out. */
  readonly parameters?: Readonly<Record<string, string | number | undefined>>;
  readonly components?: readonly string[];
  readonly label?: string;
}

/** The request with a signature, and a digest of its body where it has one. */
export async function signWith(
  key: TestKey,
  keyId: KeyId,
  request: Request,
  { parameters, components, label = SIGNATURE_TAG }: SigningOptions = {},
): Promise<Request> {
  const body = Buffer.from(await request.clone().arrayBuffer());
  if (body.byteLength > 0) {
    const digest = createHash('sha256').update(body).digest('base64');
    request.headers.set('Content-Digest', `sha-256=:${digest}:`);
  }
  const created = NOW / 1000;
  const fields = await createSignature(request, {
    label,
    components: components ?? [...SIGNED_ALWAYS, ...SIGNED_WHERE_PRESENT.filter((name) => request.headers.has(name))],
    parameters: {
      created,
      expires: created + 60,
      nonce: randomBytes(12).toString('base64url'),
      keyid: writeKeyId(keyId),
      alg: 'ed25519',
      tag: SIGNATURE_TAG,
      ...parameters,
    },
    signer: { algorithm: 'ed25519', sign: (data) => sign(null, data, key.privateKey) },
  });
  return new Request(request, { headers: appendSignature(request.headers, fields) });
}

/** As a device of the account does it. */
export function signAs(account: TestAccount, request: Request, options?: SigningOptions): Promise<Request> {
  const keyId = { kind: 'device', account: account.id, device: account.device.id } as const;
  return signWith(account.device.key, keyId, request, options);
}

/** As the account's own key does it. */
export function signAsAccount({ key }: TestAccount, request: Request, options?: SigningOptions): Promise<Request> {
  const publicKey = Buffer.from(key.publicKey).toString('base64url');
  return signWith(key, { kind: 'account', publicKey }, request, options);
}

/** The registration of the account's device, or of another, signed by the account. */
export function registration(account: TestAccount, { id, key } = account.device): Promise<Request> {
  const body = JSON.stringify({ publicKey: Buffer.from(key.publicKey).toString('base64url') });
  const headers = { 'Content-Type': JSON_MEDIA };
  return signAsAccount(
    account,
    new Request(`${ORIGIN}${devicePath(account.id, id)}`, { method: 'PUT', headers, body }),
  );
}

export function revocation(account: TestAccount, device = account.device.id): Promise<Request> {
  return signAsAccount(account, new Request(`${ORIGIN}${devicePath(account.id, device)}`, { method: 'DELETE' }));
}

/** A handler that asks for signatures, as a server does by itself. */
export async function openSigned({
  hosts,
  now = () => NOW,
  ...options
}: Partial<HandlerOptions> = {}): Promise<OpenHandler> {
  const store = options.store ?? (await openHandler()).store;
  return await openHandler({ ...options, store, now, authenticate: signatures({ store, now, hosts }) });
}

/** What a save says that does not say otherwise. */
export const DELTA = encodeDelta([valueEntry('a', 1, 7)]);

/** A request, not signed, that saves an entry of the account. */
export function saveFor(account: AccountId, key = 'key-00001'): Request {
  const headers = { 'Content-Type': CBOR, [IDEMPOTENCY_KEY]: key };
  return new Request(`${ORIGIN}${entriesPath(account)}`, { method: 'PATCH', body: DELTA, headers });
}

/** A handler that asks for signatures, an account with a device, and how many entries that has there. */
export async function openRegistered() {
  const opened = await openSigned();
  const account = await registered(opened.handler);
  const whole = { since: 0, entries: 1000, bytes: 1_000_000 };
  const stored = async () => (await opened.store.changes(account.id, whole)).entries.length;
  return { ...opened, account, stored };
}

/** An account whose device is registered. */
export async function registered(handler: Handler): Promise<TestAccount> {
  const account = newAccount();
  const response = await handler(await registration(account));
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return account;
}
