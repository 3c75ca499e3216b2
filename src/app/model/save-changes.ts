import type { Saved } from 'backhaul';
import type { Change } from 'backhaul/journal';

/** Keeps the changes of one save on this device, and enqueues their delta. Rejects when they could not be kept. */
export type SaveChanges = (changes: readonly Change[]) => Promise<Saved>;
