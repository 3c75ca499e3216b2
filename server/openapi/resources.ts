import { BATCH } from '../batch/batch-description.ts';
import { MESSAGES } from '../channels/messages-description.ts';
import { CHUNKS_RESOURCE } from '../chunks/chunks-description.ts';
import { DEVICES } from '../devices/devices-description.ts';
import { ENTRIES } from '../entries/entries-description.ts';
import { EPOCHS } from '../epochs/epochs-description.ts';
import { HEALTH } from '../health/health-description.ts';
import { LIVE } from '../live/live-description.ts';
import { PARTS } from '../parts/parts-description.ts';
import { SPACES } from '../spaces/spaces-description.ts';
import type { Resource } from './description.ts';
import { OPENAPI } from './openapi-description.ts';

/** All that the server offers, in the order in which the document tells it. */
export const RESOURCES: readonly Resource[] = [
  DEVICES,
  EPOCHS,
  ENTRIES,
  PARTS,
  CHUNKS_RESOURCE,
  SPACES,
  MESSAGES,
  LIVE,
  BATCH,
  HEALTH,
  OPENAPI,
];
