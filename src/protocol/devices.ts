import * as v from 'valibot';
import { type AccountId, accountIdSchema } from './entries.ts';

/** Names a device within its account: the first 8 bytes of its public key's SHA-256, in hex. */
export type DeviceId = v.InferOutput<typeof deviceIdSchema>;

export const deviceIdSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{16}$/, 'A device is named by 16 lower-case hex digits.'),
  v.brand('DeviceId'),
);

/** An Ed25519 public key: 32 bytes in base64url. */
export const publicKeySchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'A public key is 32 bytes in base64url.'),
);

/** What `PUT /v1/accounts/{account}/devices/{device}` takes, in JSON, signed by the account's key. */
export const deviceRegistrationSchema = v.strictObject({ publicKey: publicKeySchema });

export type DeviceRegistration = v.InferOutput<typeof deviceRegistrationSchema>;

const timeSchema = v.pipe(v.number(), v.safeInteger());

/**
 * A device as the server knows it. Times are the server's, in milliseconds since 1970; `revokedAt` where it was revoked, `seenAt` (to the
 * hour) where it has read entries.
 */
export const deviceSchema = v.object({
  device: deviceIdSchema,
  publicKey: publicKeySchema,
  registeredAt: timeSchema,
  revokedAt: v.optional(timeSchema),
  seenAt: v.optional(timeSchema),
});

export type RegisteredDevice = v.InferOutput<typeof deviceSchema>;

/** What `GET /v1/accounts/{account}/devices` answers, in JSON: the oldest first. */
export const devicesSchema = v.object({ devices: v.array(deviceSchema) });

export type DeviceList = v.InferOutput<typeof devicesSchema>;

export function devicesPath(account: AccountId): string {
  return `/v1/accounts/${account}/devices`;
}

export function devicePath(account: AccountId, device: DeviceId): string {
  return `${devicesPath(account)}/${device}`;
}

/**
 * Whose key made a signature. A device's is looked up; an account's is in the `keyid` itself, since the account's id is
 * derived from it, and it can do nothing but register and revoke devices.
 */
export type KeyId =
  | { readonly kind: 'device'; readonly account: AccountId; readonly device: DeviceId }
  | { readonly kind: 'account'; readonly publicKey: string };

/** `{account}/{device}`, or `account:{public key}`. */
export function writeKeyId(key: KeyId): string {
  return key.kind === 'device' ? `${key.account}/${key.device}` : `${ACCOUNT_PREFIX}${key.publicKey}`;
}

const ACCOUNT_PREFIX = 'account:';

/** Nothing for a text that is no key id. */
export function readKeyId(text: string): KeyId | undefined {
  if (text.startsWith(ACCOUNT_PREFIX)) {
    const publicKey = v.safeParse(publicKeySchema, text.slice(ACCOUNT_PREFIX.length));
    return publicKey.success ? { kind: 'account', publicKey: publicKey.output } : undefined;
  }
  const [account, device, ...rest] = text.split('/');
  const parsed = v.safeParse(deviceKeySchema, { account, device });
  return rest.length === 0 && parsed.success ? { kind: 'device', ...parsed.output } : undefined;
}

const deviceKeySchema = v.object({ account: accountIdSchema, device: deviceIdSchema });
