import type { AccountId, DeviceId } from '../../src/protocol/index.ts';
import type { DeviceSeen } from '../store/key-store.ts';

/** Who asks, once that is proved. */
export type Principal =
  /** A device of the account. `generation` is that of the account's devices when the proof was looked at. */
  | {
      readonly kind: 'device';
      readonly account: AccountId;
      readonly device: DeviceId;
      readonly generation: number;
      readonly seen?: DeviceSeen | undefined;
    }
  /** Whoever holds the account's own key: it registers and revokes devices, is replaced by another, and does nothing else. */
  | { readonly kind: 'account-key'; readonly account: AccountId; readonly epoch: number }
  /** Whom the app's own authentication has named. */
  | { readonly kind: 'token'; readonly account: AccountId };
