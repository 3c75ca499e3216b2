/** An account's keys: from its secret, kept on this device, never given away. */
export type {
  Account,
  AccountKeys,
  Device,
  PendingRotation,
  RotationStep,
  SealingKeys,
  SigningKey,
} from './account.ts';
export { fromBase64url, toBase64url } from './base64url.ts';
export { deriveKeys } from './derive-keys.ts';
export { newDevice } from './device.ts';
export type { Server } from './epochs/ask-account.ts';
export { findAccount } from './epochs/find-account.ts';
export { type PreparedRotation, prepareRotation } from './epochs/prepare-rotation.ts';
export { raiseEpoch } from './epochs/raise-epoch.ts';
export { type RotationWays, resumeRotation, rotateKeys } from './epochs/rotate-keys.ts';
export { AccountError, type AccountErrorCode, type AccountErrorDetails, type PhraseFault } from './errors.ts';
export {
  ACCOUNT_DATABASE,
  forgetAccount,
  type KeptAccount,
  keepAccount,
  keptHere,
  readAccount,
} from './kept-account.ts';
export {
  accountOf,
  adoptAccount,
  type CreatedAccount,
  createAccount,
  draftAccount,
  joinAccount,
  renewDevice,
  renewKeys,
} from './open-account.ts';
export type { PairingHead } from './pairing-head.ts';
export { headOfLink, newSecret, pairingLink, phraseOf, secretOf, secretOfLink } from './phrase.ts';
export { DIGEST_BYTES, POINT_BYTES, type Point, pointFromBytes, pointToBytes } from './point.ts';
export { type Random, secureRandom } from './random.ts';
export { type AccountDevices, accountDevices } from './sign/account-devices.ts';
export { DevicesError } from './sign/devices-error.ts';
export { NotRegisteredError } from './sign/not-registered-error.ts';
export { type SigningOptions, type SignRequest, signRequests } from './sign/sign-requests.ts';
