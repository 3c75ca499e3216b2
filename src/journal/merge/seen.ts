import { type Clock, compareClocks, deviceOf } from '../../protocol/index.ts';

/** Devices that are remembered in an entry at most: an account has few that edit the same value. */
const REMEMBERED = 16;

/** What somebody has seen who saw all of these: the newest clock of each device, newest first. */
export function seenTogether(clocks: readonly Clock[]): readonly Clock[] {
  const newestFirst = [...clocks].sort((a, b) => compareClocks(b, a));
  const devices = new Set<string>();
  const newest = newestFirst.filter((clock) => !devices.has(deviceOf(clock)) && devices.add(deviceOf(clock)));
  return newest.slice(0, REMEMBERED);
}

/** Whether somebody who has seen these has seen this version. */
export function hasSeen(seen: readonly Clock[], version: Clock): boolean {
  return seen.some((clock) => deviceOf(clock) === deviceOf(version) && compareClocks(clock, version) >= 0);
}
