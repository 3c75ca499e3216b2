import type { LinkedDevice } from './linked-devices.ts';

/** What a device is called where it is asked about: by its own name, or by its number. */
export function deviceLabel({ id, name }: LinkedDevice): string {
  return name ?? shortForm(id);
}

/** Eight of its sixteen digits tell a person's devices apart. */
export function shortForm(device: string): string {
  return `${device.slice(0, 4)} ${device.slice(4, 8)}`;
}
