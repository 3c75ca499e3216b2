import * as v from 'valibot';
import { toBase64url } from '../../account/index.ts';
import { partIdSchema } from '../../protocol/index.ts';
import type { Part } from '../journal.ts';

/** Bytes of one part. */
export const PART_BYTES = 256 * 1024;
const ID_BYTES = 16;

/** Cuts a sealed value into parts that are named by what they hold, so that one that arrived is not sent twice. */
export async function partsOf(value: Uint8Array<ArrayBuffer>): Promise<readonly Part[]> {
  const starts = Array.from({ length: Math.ceil(value.length / PART_BYTES) }, (_, part) => part * PART_BYTES);
  return await Promise.all(
    starts.map(async (start) => {
      const bytes = value.slice(start, start + PART_BYTES);
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return { id: v.parse(partIdSchema, toBase64url(digest.subarray(0, ID_BYTES))), bytes };
    }),
  );
}
