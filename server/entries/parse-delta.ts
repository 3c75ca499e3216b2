import * as v from 'valibot';
import { DELTA_ENTRIES, deltaOf, type SentDelta } from '../../src/protocol/index.ts';
import { parseCbor, refuseIssue } from '../handler/parse.ts';

/** Items of CBOR; an entry has 7 at most, and long texts do not count. What is over is for an error that names its place. */
const MOST_ITEMS = 10 * DELTA_ENTRIES;

/**
 * @throws MalformedBodyError when the bytes are no CBOR.
 * @throws Refusal `invalid-body` when they say something else than a delta, or `body-too-large`.
 */
export function parseDelta(body: Uint8Array): SentDelta {
  try {
    return deltaOf(parseCbor(body, MOST_ITEMS));
  } catch (error) {
    if (v.isValiError(error)) throw refuseIssue(error.issues[0], { code: 'invalid-body', whole: 'the body' });
    throw error;
  }
}
