import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StoredDevice } from '../store/key-store.ts';
import { PHONE } from '../testing/devices-contract.ts';
import { watermarkOf } from './watermark.ts';

const time = fc.nat(20);
const devices = fc.array(
  fc.record(
    {
      device: fc.constant(PHONE),
      publicKey: fc.constant(new Uint8Array(32)),
      registeredAt: time,
      seen: fc.record({ cursor: fc.nat(20), at: time }),
      revokedAt: time,
    },
    { requiredKeys: ['device', 'publicKey', 'registeredAt'] },
  ),
  { maxLength: 5 },
);

const isWaitedFor = ({ registeredAt, revokedAt, seen }: StoredDevice, after: number) =>
  revokedAt === undefined && (seen === undefined ? registeredAt : seen.at) > after;

it('is had by each device that is waited for, and is the greatest that is', () => {
  fc.assert(
    fc.property(devices, time, (all, after) => {
      const watermark = watermarkOf(all, after);
      const cursors = all.filter((device) => isWaitedFor(device, after)).map(({ seen }) => seen?.cursor ?? 0);
      expect(watermark === undefined).toBe(cursors.length === 0);
      if (watermark === undefined) return;
      expect(cursors.every((cursor) => cursor >= watermark)).toBe(true);
      expect(cursors).toContain(watermark);
    }),
  );
});
