import type { Check } from '../check.ts';
import { ACCOUNT_CHECKS } from './accounts.ts';
import { BATCH_CHECKS } from './batch.ts';
import { CHUNK_CHECKS } from './chunks.ts';
import { DEVICE_CHECKS } from './devices.ts';
import { ENTRY_CHECKS } from './entries.ts';
import { EPOCH_CHECKS } from './epochs.ts';
import { HISTORY_CHECKS } from './history.ts';
import { IDEMPOTENCY_CHECKS } from './idempotency.ts';
import { LIVE_CHECKS } from './live.ts';
import { MERGING_CHECKS } from './merging.ts';
import { MESSAGE_CHECKS } from './messages.ts';
import { PART_CHECKS } from './parts.ts';
import { PROBLEM_CHECKS } from './problems.ts';
import { REMOVAL_CHECKS } from './removal.ts';
import { SIGNATURE_CHECKS } from './signatures.ts';
import { SPACE_CHECKS } from './spaces.ts';

/** All that a server is asked, in this order. */
export const CHECKS: readonly Check[] = [
  ...DEVICE_CHECKS,
  ...SIGNATURE_CHECKS,
  ...ACCOUNT_CHECKS,
  ...MERGING_CHECKS,
  ...ENTRY_CHECKS,
  ...HISTORY_CHECKS,
  ...EPOCH_CHECKS,
  ...IDEMPOTENCY_CHECKS,
  ...PART_CHECKS,
  ...CHUNK_CHECKS,
  ...REMOVAL_CHECKS,
  ...BATCH_CHECKS,
  ...LIVE_CHECKS,
  ...PROBLEM_CHECKS,
  ...SPACE_CHECKS,
  ...MESSAGE_CHECKS,
];
