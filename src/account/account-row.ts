import * as v from 'valibot';
import { accountIdSchema, deviceIdSchema, epochSchema } from '../protocol/index.ts';
import type { Account } from './account.ts';
import { AccountError } from './errors.ts';

/** Pages that did not come over HTTPS have no `CryptoKey` to compare with, and must be able to load this. */
const keySchema = (algorithm: string, type: KeyType) =>
  v.custom<CryptoKey>(
    (key) =>
      typeof CryptoKey !== 'undefined' &&
      key instanceof CryptoKey &&
      key.type === type &&
      key.algorithm.name === algorithm &&
      !key.extractable,
    `This is no ${algorithm} key that stays inside.`,
  );

const publicKeySchema = v.custom<Uint8Array<ArrayBuffer>>(
  (bytes) => bytes instanceof Uint8Array && bytes.length === 32,
  'A public key is 32 bytes.',
);

const signingKeySchema = v.object({ privateKey: keySchema('Ed25519', 'private'), publicKey: publicKeySchema });

const sealingSchema = v.pipe(
  v.object({
    epoch: epochSchema,
    keys: v.map(epochSchema, keySchema('AES-GCM', 'secret')),
    replaced: v.optional(v.map(epochSchema, keySchema('AES-GCM', 'secret'))),
  }),
  v.check(({ epoch, keys }) => keys.has(epoch), 'The newest key is missing.'),
);

const rotationFields = {
  epoch: epochSchema,
  accountKey: signingKeySchema,
  keyring: v.string(),
};
const pendingSchema = v.object({
  ...rotationFields,
  sealingKey: keySchema('AES-GCM', 'secret'),
  keep: v.array(deviceIdSchema),
});
const stepSchema = v.object({ ...rotationFields, by: signingKeySchema, keep: v.optional(v.array(deviceIdSchema)) });

const rowSchema = v.object({
  id: accountIdSchema,
  sealing: sealingSchema,
  blinding: keySchema('HMAC', 'secret'),
  accountKey: signingKeySchema,
  device: v.object({ id: deviceIdSchema, key: signingKeySchema }),
  pending: v.optional(pendingSchema),
  steps: v.optional(v.array(stepSchema)),
});

/** @throws AccountError `kept-account-broken` for anything but an account whose keys cannot be exported. */
export function parseAccount(row: unknown): Account {
  const parsed = v.safeParse(rowSchema, row);
  if (!parsed.success) throw new AccountError('kept-account-broken', {}, new v.ValiError(parsed.issues));
  return parsed.output;
}
