import type { StoredDevice } from '../store/key-store.ts';

/**
 * The newest change that every device has which is not revoked, and was seen after `seenAfter` (milliseconds since 1970); nothing
 * where there is no such device: who comes with a token is never known to have read anything.
 */
export function watermarkOf(devices: readonly StoredDevice[], seenAfter: number): number | undefined {
  const waitedFor = devices.filter(
    ({ revokedAt, registeredAt, seen }) => revokedAt === undefined && (seen?.at ?? registeredAt) > seenAfter,
  );
  if (waitedFor.length === 0) return undefined;
  return Math.min(...waitedFor.map(({ seen }) => seen?.cursor ?? 0));
}
