import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createSignature } from 'http-message-sig';
import * as v from 'valibot';
import {
  type AccountId,
  accountIdSchema,
  CBOR,
  clockSchema,
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

/** A request that is ready to go: signed, with its body. */
export interface ReadyRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** An account with a device, as its client would hold it. */
export interface SigningAccount {
  readonly id: AccountId;
  readonly device: DeviceId;
  readonly accountKey: SigningKey;
  readonly deviceKey: SigningKey;
}

interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
}

export function newAccount(): SigningAccount {
  const [accountKey, deviceKey] = [newKey(), newKey()];
  const id = v.parse(accountIdSchema, digestOf(accountKey).subarray(0, 16).toString('base64url'));
  const device = v.parse(deviceIdSchema, digestOf(deviceKey).subarray(0, 8).toString('hex'));
  return { id, device, accountKey, deviceKey };
}

function newKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'jwk' }).x ?? '' };
}

function digestOf({ publicKey }: SigningKey): Buffer {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest();
}

/** What makes the account's device known to the server at `origin`. */
export function registration(origin: string, account: SigningAccount): Promise<ReadyRequest> {
  const { id, device, accountKey, deviceKey } = account;
  const body = new TextEncoder().encode(JSON.stringify({ publicKey: deviceKey.publicKey }));
  const request = { method: 'PUT', path: devicePath(id, device), headers: { 'content-type': JSON_MEDIA }, body };
  return signed(origin, request, { kind: 'account', publicKey: accountKey.publicKey }, accountKey.privateKey);
}

/** An edit of one entry of 200 bytes, made at `at` milliseconds. The same `key` stands for the same effect. */
export interface Edit {
  readonly id: string;
  readonly at: number;
  readonly key?: string;
}

export function save(origin: string, account: SigningAccount, edit: Edit): Promise<ReadyRequest> {
  const { id, at, key = randomBytes(16).toString('hex') } = edit;
  const clock = v.parse(clockSchema, `${at.toString(16).padStart(12, '0')}-0000-${account.device}`);
  const body = encodeDelta([{ id, clock, isTombstone: false, value: new Uint8Array(200) }]);
  const headers = { 'content-type': CBOR, [IDEMPOTENCY_KEY.toLowerCase()]: key };
  return signedBy(account, origin, { method: 'PATCH', path: entriesPath(account.id), headers, body });
}

/** Asks for what the account has there. */
export function read(origin: string, account: SigningAccount, path: string): Promise<ReadyRequest> {
  return signedBy(account, origin, { method: 'GET', path, headers: {}, body: new Uint8Array() });
}

function signedBy({ id, device, deviceKey }: SigningAccount, origin: string, request: ReadyRequest) {
  return signed(origin, request, { kind: 'device', account: id, device }, deviceKey.privateKey);
}

function digestOfBody(body: Uint8Array): Readonly<Record<string, string>> {
  if (body.byteLength === 0) return {};
  return { 'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:` };
}

async function signed(origin: string, request: ReadyRequest, keyId: KeyId, key: KeyObject): Promise<ReadyRequest> {
  const headers = { ...request.headers, ...digestOfBody(request.body) };
  const fields = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const created = Math.floor(Date.now() / 1000);
  const { signature, signatureInput } = await createSignature(
    { kind: 'request', method: request.method, targetUri: `${origin}${request.path}`, fields },
    {
      label: SIGNATURE_TAG,
      components: [...SIGNED_ALWAYS, ...SIGNED_WHERE_PRESENT.filter((name) => name in headers)],
      parameters: {
        created,
        expires: created + 300,
        nonce: randomBytes(12).toString('base64url'),
        keyid: writeKeyId(keyId),
        alg: 'ed25519',
        tag: SIGNATURE_TAG,
      },
      signer: { algorithm: 'ed25519', sign: (data) => sign(null, data, key) },
    },
  );
  return { ...request, headers: { ...headers, signature, 'signature-input': signatureInput } };
}
