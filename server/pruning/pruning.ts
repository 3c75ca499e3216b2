/** When deletions are forgotten. All are milliseconds. */
export interface Pruning {
  /** A tombstone stays for as long at least after its clock's time. */
  readonly tombstoneAge: number;
  /** A device that was not seen for so long is not waited for. */
  readonly deviceAway: number;
  /** So often at most is an account looked through, and a device that reads noted 24 times as often. */
  readonly every: number;
}

const DAY = 24 * 60 * 60_000;

export const DEFAULT_PRUNING: Pruning = { tombstoneAge: 30 * DAY, deviceAway: 90 * DAY, every: DAY };
