import type { DeviceId, RegisteredDevice } from 'backhaul/protocol';

/** A device of the account, for a person. */
export interface LinkedDevice {
  readonly id: DeviceId;
  /** What it calls itself; nothing where it has not said. */
  readonly name: string | undefined;
  readonly isThis: boolean;
  /** The server's time, in milliseconds since 1970. */
  readonly since: number;
  /** When it last read from the server, to the hour; nothing where it has not, or the server does not say. */
  readonly seenAt: number | undefined;
}

/** Those that are not shut out, this one first, then the newest. */
export function linkedDevices(
  registered: readonly RegisteredDevice[],
  names: ReadonlyMap<string, string>,
  here: string,
): readonly LinkedDevice[] {
  return registered
    .filter(({ revokedAt }) => revokedAt === undefined)
    .map(({ device, registeredAt, seenAt }) => ({
      id: device,
      name: names.get(device),
      isThis: device === here,
      since: registeredAt,
      seenAt,
    }))
    .toSorted((one, other) => Number(other.isThis) - Number(one.isThis) || other.since - one.since);
}
