import * as v from 'valibot';
import { deviceIdSchema, publicKeySchema } from './devices.ts';
import { type AccountId, accountIdSchema } from './entries.ts';

/** The epoch of an account's first keys. */
export const FIRST_EPOCH = 1;
/** Two bytes of each sealed value name its epoch. */
const LAST_EPOCH = 0xffff;

export const epochSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(FIRST_EPOCH, 'Epochs begin with 1.'),
  v.maxValue(LAST_EPOCH, `There are at most ${LAST_EPOCH} epochs.`),
);

const base64urlSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/, 'Bytes are in base64url.'));

/** Characters of a keyring at most: some 70 bytes for each former epoch. */
const KEYRING_LIMIT = 16 * 1024;

const keyringSchema = v.pipe(base64urlSchema, v.maxLength(KEYRING_LIMIT));

const safeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * What `PUT /v1/accounts/{account}/epoch` takes, in JSON, signed by the account's key as it is now: from then on the account has
 * another one, and what is sealed under keys of former epochs is refused.
 */
export const rotationSchema = v.strictObject({
  /** The one after the account's. */
  epoch: epochSchema,
  /** The account's key from now on: Ed25519, 32 bytes in base64url. */
  publicKey: publicKeySchema,
  /** Made with that key over `rotationProof`: 64 bytes in base64url. Nobody gives an account a key that he has not. */
  proof: v.pipe(base64urlSchema, v.length(86)),
  /** The secrets of the former epochs, sealed under the new one's. */
  keyring: keyringSchema,
  /** The account's newest change, which whoever rotates has read. */
  cursor: safeSchema,
  /** The devices that stay: every other one is shut out with the same stroke, also one that came since the list was read. */
  keep: v.array(deviceIdSchema),
});

export type Rotation = v.InferOutput<typeof rotationSchema>;

/** What the new key signs, in UTF-8: `backhaul/rotation`, account, epoch and public key, a line each. */
export function rotationProof(account: AccountId, { epoch, publicKey }: Pick<Rotation, 'epoch' | 'publicKey'>): string {
  return ['backhaul/rotation', account, epoch, publicKey].join('\n');
}

/**
 * What `PUT` and `GET /v1/accounts/{account}/epoch` answer, and `GET /v1/account` to whoever signs with the key of an account whose
 * id he need not know. Of an account whose keys were never changed: its own key, and no keyring. `changedAt` is the server's
 * time in milliseconds since 1970.
 */
export const accountEpochSchema = v.object({
  account: accountIdSchema,
  epoch: epochSchema,
  keyring: v.optional(keyringSchema),
  changedAt: v.optional(safeSchema),
});

export type AccountEpoch = v.InferOutput<typeof accountEpochSchema>;

export function epochPath(account: AccountId): string {
  return `/v1/accounts/${account}/epoch`;
}

/** The account of whoever signs with its key. */
export const OWN_ACCOUNT_PATH = '/v1/account';
