import type { Change, Value } from 'backhaul/journal';
import * as v from 'valibot';
import { DEVICES } from '../settings/names.ts';

/** What the devices of an account call themselves: sealed, as everything; the server knows them by their keys alone. */
const deviceSchema = v.object({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(64)) });

/** By the devices' ids. */
export function parseDeviceNames(devices: ReadonlyMap<string, Value>): ReadonlyMap<string, string> {
  return new Map(
    [...devices].flatMap(([id, value]) => {
      const device = v.safeParse(deviceSchema, value);
      return device.success ? [[id, device.output.name] as const] : [];
    }),
  );
}

export function deviceChange(id: string, name: string): Change {
  return { collection: DEVICES, key: id, value: { name } };
}
